package io.weir.sql.translate.shape;

import io.weir.sql.translate.Block;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/** Whether a grouped query looks at the ROWTIME of its rows, which is to be kept then. */
final class TimeUse {
    private TimeUse() {}

    static boolean of(Block block, List<SqlNode> keys) {
        List<SqlNode> all = new ArrayList<>(keys);
        all.addAll(block.outputs());
        boolean[] used = {false};
        SqlBasicVisitor<Void> visitor =
                new SqlBasicVisitor<>() {
                    @Override
                    public Void visit(SqlIdentifier id) {
                        used[0] |= block.scope().isRowtime(id);
                        return null;
                    }
                };
        all.forEach(expression -> expression.accept(visitor));
        return used[0];
    }
}
