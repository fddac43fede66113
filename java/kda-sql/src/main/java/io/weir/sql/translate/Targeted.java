package io.weir.sql.translate;

import io.weir.sql.function.Types;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.flink.table.types.logical.RowType;

/** A block whose columns go to the columns of a stream, by position. */
final class Targeted {
    private Targeted() {}

    /** The block with its items named like the columns that they fill. An item {@code AS ROWTIME} that no column is there for stays. */
    static Block block(Block block, Target target) {
        int expected = target.columns().size();
        List<Item> items = block.items();
        boolean timeApart = items.size() == expected + 1 && block.columns().size() == expected;
        if (items.size() != expected && !timeApart) {
            throw Names.error(
                    block.position(),
                    "The query selects " + items.size() + " columns, but " + expected + " of \"" + target.name() + "\" are to be filled");
        }
        List<Item> named = new ArrayList<>();
        int next = 0;
        for (Item item : items) {
            if (timeApart && item.name().equals(Scope.ROWTIME)) {
                named.add(item);
                continue;
            }
            RowType.RowField field = target.type().getFields().get(target.columns().get(next++));
            SqlNode expression = item.expression();
            if (SqlUtil.isNullLiteral(expression, false)) {
                expression =
                        SqlStdOperatorTable.CAST.createCall(
                                expression.getParserPosition(), expression, Types.spec(field.getType(), expression.getParserPosition()));
            }
            named.add(new Item(expression, Assignment.name(field)));
        }
        return block.withItems(named);
    }
}
