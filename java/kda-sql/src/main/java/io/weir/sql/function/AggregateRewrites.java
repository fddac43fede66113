package io.weir.sql.function;

import io.weir.sql.function.ScalarRewrites.Rewrite;
import io.weir.sql.parser.KdaOperators;
import java.util.Map;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.parser.SqlParserUtil;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/** Aggregate functions that Flink has not: ANY and EVERY by way of MAX and MIN, which every window knows, and EXP_AVG. */
final class AggregateRewrites {
    private final Registry registry;

    AggregateRewrites(Registry registry) {
        this.registry = registry;
    }

    void addTo(Map<String, Rewrite> rewrites) {
        rewrites.put("EVERY", call -> truth(call, false));
        rewrites.put("ANY", call -> truth(call, true));
        rewrites.put("SOME", call -> truth(call, true));
        rewrites.put("EXP_AVG", this::expAvg);
        rewrites.put("NTH_VALUE", call -> nthValue(call, false));
        // Its operand has been rewritten before: the same arguments, counted from the other end.
        rewrites.put(KdaOperators.FROM_LAST.getName(), call -> nthValue(call.operand(0), true));
    }

    /** {@code f(x) OVER w}, where f has become {@code g(x) = 1}: the comparison goes outside. */
    static SqlNode over(SqlCall call) {
        if (call.operand(0) instanceof SqlBasicCall comparison && comparison.getKind() == SqlKind.EQUALS) {
            SqlNode windowed =
                    SqlStdOperatorTable.OVER.createCall(call.getParserPosition(), comparison.operand(0), call.operand(1));
            return SqlStdOperatorTable.EQUALS.createCall(call.getParserPosition(), windowed, comparison.operand(1));
        }
        return call;
    }

    /** NULL counts for nothing; of no row, or NULL alone, it is NULL. */
    private static SqlNode truth(SqlCall call, boolean any) {
        if (call.operandCount() != 1) {
            return call;
        }
        SqlParserPos at = call.getParserPosition();
        SqlNode condition = call.operand(0);
        SqlNode one = Nodes.bigint(1, at);
        SqlNode number =
                new SqlCase(
                        at,
                        null,
                        SqlNodeList.of(condition, SqlStdOperatorTable.NOT.createCall(at, condition)),
                        SqlNodeList.of(one, Nodes.bigint(0, at)),
                        SqlLiteral.createNull(at));
        SqlNode extreme = (any ? SqlStdOperatorTable.MAX : SqlStdOperatorTable.MIN).createCall(at, number);
        return SqlStdOperatorTable.EQUALS.createCall(at, extreme, one);
    }

    private SqlNode nthValue(SqlCall call, boolean fromLast) {
        Nodes.arguments(call, 2, 2, "NTH_VALUE(value, position)");
        String name = "KDA_NTH_VALUE" + (fromLast ? "_FROM_LAST" : "");
        return registry.call(
                call.getParserPosition(), name, () -> new NthValue(fromLast), call.operand(0), call.operand(1));
    }

    private SqlNode expAvg(SqlCall call) {
        Nodes.arguments(call, 2, 2, "EXP_AVG(value, interval)");
        if (!(call.operand(1) instanceof SqlIntervalLiteral literal)
                || Nodes.isYearMonth(((SqlIntervalLiteral.IntervalValue) literal.getValue()).getIntervalQualifier())) {
            throw Nodes.error(call.operand(1), "EXP_AVG expects an interval of days to seconds, not " + call.operand(1));
        }
        long halfLife = SqlParserUtil.intervalToMillis((SqlIntervalLiteral.IntervalValue) literal.getValue());
        if (halfLife <= 0) {
            throw Nodes.error(literal, "EXP_AVG expects an interval above zero");
        }
        SqlParserPos at = call.getParserPosition();
        SqlNode value = SqlStdOperatorTable.CAST.createCall(at, call.operand(0), Types.spec(Types.of("DOUBLE"), at));
        SqlNode rowtime = registry.call(at, "KDA_UNIX_TIMESTAMP", DateFunctions.UnixTimestamp::new, rowtimeBeside(call.operand(0), at));
        SqlNode span = SqlStdOperatorTable.CAST.createCall(at, Nodes.bigint(halfLife, at), Types.spec(Types.of("BIGINT"), at));
        return registry.call(at, "KDA_EXP_AVG", ExpAvg::new, value, rowtime, span);
    }

    /** ROWTIME of the stream that the value is of: qualified as the value's column is. */
    private static SqlNode rowtimeBeside(SqlNode value, SqlParserPos at) {
        SqlIdentifier[] found = new SqlIdentifier[1];
        value.accept(
                new SqlBasicVisitor<Void>() {
                    @Override
                    public Void visit(SqlIdentifier name) {
                        if (found[0] == null && name.names.size() == 2) {
                            found[0] = name;
                        }
                        return null;
                    }
                });
        SqlIdentifier rowtime = new SqlIdentifier("ROWTIME", at);
        return found[0] == null ? rowtime : found[0].getComponent(0).plus("ROWTIME", at);
    }
}
