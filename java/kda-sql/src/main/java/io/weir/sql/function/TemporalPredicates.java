package io.weir.sql.function;

import io.weir.sql.function.ScalarRewrites.Rewrite;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Predicates on periods, {@code (start, end) PRECEDES (start, end)}, as comparisons of their ends, by the SQL standard: a period has its start and
 * has not its end. It may also be written as its start and an interval; what CONTAINS asks for may be a single time.
 */
final class TemporalPredicates {
    private TemporalPredicates() {}

    static void addTo(Map<String, Rewrite> rewrites) {
        rewrites.put("OVERLAPS", call -> both(call, start(call, 0), "<", end(call, 1), end(call, 0), ">", start(call, 1)));
        rewrites.put(
                "CONTAINS",
                call -> both(call, start(call, 0), "<=", start(call, 1), end(call, 0), isPair(call.operand(1)) ? ">=" : ">", end(call, 1)));
        rewrites.put("EQUALS", call -> both(call, start(call, 0), "=", start(call, 1), end(call, 0), "=", end(call, 1)));
        rewrites.put("PRECEDES", call -> compare(call, end(call, 0), "<=", start(call, 1)));
        rewrites.put("SUCCEEDS", call -> compare(call, start(call, 0), ">=", end(call, 1)));
        rewrites.put("IMMEDIATELY PRECEDES", call -> compare(call, end(call, 0), "=", start(call, 1)));
        rewrites.put("IMMEDIATELY SUCCEEDS", call -> compare(call, start(call, 0), "=", end(call, 1)));
    }

    private static SqlNode both(SqlCall call, SqlNode a, String first, SqlNode b, SqlNode c, String second, SqlNode d) {
        return SqlStdOperatorTable.AND.createCall(call.getParserPosition(), compare(call, a, first, b), compare(call, c, second, d));
    }

    private static SqlNode compare(SqlCall call, SqlNode left, String how, SqlNode right) {
        SqlOperator operator =
                switch (how) {
                    case "<" -> SqlStdOperatorTable.LESS_THAN;
                    case ">" -> SqlStdOperatorTable.GREATER_THAN;
                    case "<=" -> SqlStdOperatorTable.LESS_THAN_OR_EQUAL;
                    case ">=" -> SqlStdOperatorTable.GREATER_THAN_OR_EQUAL;
                    default -> SqlStdOperatorTable.EQUALS;
                };
        return operator.createCall(call.getParserPosition(), left, right);
    }

    private static SqlNode start(SqlCall call, int side) {
        SqlNode period = call.operand(side);
        return isPair(period) ? ((SqlCall) period).operand(0) : period;
    }

    private static SqlNode end(SqlCall call, int side) {
        SqlNode period = call.operand(side);
        if (!isPair(period)) {
            return period;
        }
        SqlCall pair = (SqlCall) period;
        SqlParserPos at = pair.getParserPosition();
        return Nodes.interval(pair.operand(1)) == null
                ? pair.operand(1)
                : SqlStdOperatorTable.PLUS.createCall(at, pair.operand(0), pair.operand(1));
    }

    private static boolean isPair(SqlNode node) {
        return node instanceof SqlCall call && call.getKind() == SqlKind.ROW && call.operandCount() == 2;
    }
}
