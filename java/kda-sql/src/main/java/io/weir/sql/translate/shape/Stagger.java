package io.weir.sql.translate.shape;

import io.weir.sql.normalise.Intervals;
import io.weir.sql.operator.Operators;
import io.weir.sql.parser.KdaOperators;
import io.weir.sql.program.CodeError;
import io.weir.sql.stream.InAppStream;
import io.weir.sql.translate.Assembly;
import io.weir.sql.translate.Block;
import io.weir.sql.translate.Result;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/**
 * {@code WINDOWED BY STAGGER (PARTITION BY k RANGE INTERVAL '1' MINUTE)}: an operator stamps each row with the end of its window, and Flink
 * groups by key and stamp. Where counts, sums and the like are all that is asked for, the operator makes them itself: one row of a window goes on.
 */
final class Stagger implements Shape {

    @Override
    public boolean matches(Block block) {
        return block.groupBy() != null
                && block.groupBy().size() == 1
                && block.groupBy().get(0) instanceof SqlCall call
                && call.getOperator() == KdaOperators.STAGGER;
    }

    @Override
    public Result build(Block block, Assembly assembly) {
        SqlCall window = (SqlCall) block.groupBy().get(0);
        SqlNode range = window.operand(0);
        long length =
                Intervals.millis(range)
                        .filter(millis -> millis > 0)
                        .orElseThrow(() -> error(range, "RANGE of a stagger window needs an interval of days or shorter units, greater than 0"));
        List<SqlNode> keys = ((SqlNodeList) window.operand(1)).getList();
        KeyedSide keyed =
                KeyedSide.of(block.scope(), keys, block.where(), TimeUse.of(block, keys), block.name() + ".KEYS", block.position(), assembly);
        int[] columns = keyed.columns().stream().mapToInt(Integer::intValue).toArray();
        WindowTotals totals = WindowTotals.of(block.withoutWhere(), keyed.stream().type());
        InAppStream windows = Operators.stagger(keyed.stream(), columns, length, totals.totals());
        assembly.note(block.name(), block.position(), totals.totals().isEmpty()
                ? "-- An operator of Weir's stamps each row with the end of its stagger window."
                : "-- An operator of Weir's makes a row of each stagger window, with the totals that are asked for.");
        return Tumbling.stamped(totals.block(), keys, block.scope().withStream(windows), assembly);
    }

    private static CodeError error(SqlNode at, String message) {
        return new CodeError(at.getParserPosition().getLineNum(), at.getParserPosition().getColumnNum(), message);
    }
}
