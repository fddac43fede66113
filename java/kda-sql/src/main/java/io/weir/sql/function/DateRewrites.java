package io.weir.sql.function;

import io.weir.sql.function.ScalarRewrites.Rewrite;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.flink.table.functions.ScalarFunction;

/** Conversions of dates and times, and differences of times of the day. */
final class DateRewrites {
    private final Registry registry;

    DateRewrites(Registry registry) {
        this.registry = registry;
    }

    void addTo(Map<String, Rewrite> rewrites) {
        patterned(rewrites, "CHAR_TO_TIMESTAMP", DateFunctions.CharToTimestamp::new);
        patterned(rewrites, "CHAR_TO_DATE", DateFunctions.CharToDate::new);
        patterned(rewrites, "CHAR_TO_TIME", DateFunctions.CharToTime::new);
        patterned(rewrites, "TIMESTAMP_TO_CHAR", DateFunctions.ToChar::new);
        patterned(rewrites, "DATE_TO_CHAR", DateFunctions.ToChar::new);
        patterned(rewrites, "TIME_TO_CHAR", DateFunctions.ToChar::new);
        same(rewrites, "UNIX_TIMESTAMP", 1, "UNIX_TIMESTAMP(timestamp)", DateFunctions.UnixTimestamp::new);
        same(rewrites, "TO_TIMESTAMP", 1, "TO_TIMESTAMP(milliseconds)", DateFunctions.ToTimestamp::new);
        same(rewrites, "TSDIFF", 2, "TSDIFF(timestamp, timestamp)", DateFunctions.TsDiff::new);
        rewrites.put("-", DateRewrites::difference);
        // Where it groups by a value that ascends, its shape has read it; anywhere else it is its argument.
        rewrites.put("MONOTONIC", call -> call.operandCount() == 1 ? call.operand(0) : call);
    }

    private void same(Map<String, Rewrite> rewrites, String name, int arguments, String form, Supplier<ScalarFunction> function) {
        rewrites.put(
                name,
                call -> {
                    Nodes.arguments(call, arguments, arguments, form);
                    return registry.call(call.getParserPosition(), "KDA_" + name, function, call.getOperandList().toArray(SqlNode[]::new));
                });
    }

    private void patterned(Map<String, Rewrite> rewrites, String name, Supplier<ScalarFunction> function) {
        rewrites.put(
                name,
                call -> {
                    Nodes.arguments(call, 2, 2, name + "(pattern, value)");
                    String pattern = Nodes.text(call.operand(0));
                    if (pattern != null) {
                        check(call.operand(0), pattern);
                    }
                    String target = name.endsWith("_TO_CHAR") ? "KDA_TO_CHAR" : "KDA_" + name;
                    return registry.call(call.getParserPosition(), target, function, call.operand(0), call.operand(1));
                });
    }

    private static void check(SqlNode at, String pattern) {
        try {
            new DatePattern(pattern);
        } catch (IllegalArgumentException wrong) {
            throw Nodes.error(at, "'" + pattern + "' is not a date and time pattern: " + wrong.getMessage());
        }
    }

    /** Flink has no difference of two times of the day: both become timestamps of one day. */
    private static SqlNode difference(SqlCall call) {
        if (!Nodes.isDifference(call) || !(isTime(call.operand(0)) || isTime(call.operand(1)))) {
            return call;
        }
        return call.getOperator()
                .createCall(call.getParserPosition(), onOneDay(call.operand(0)), onOneDay(call.operand(1)), call.operand(2));
    }

    private static SqlNode onOneDay(SqlNode time) {
        SqlParserPos at = time.getParserPosition();
        return SqlStdOperatorTable.CAST.createCall(at, time, Types.spec(Types.TIMESTAMP, at));
    }

    private static boolean isTime(SqlNode node) {
        if (node instanceof SqlUnknownLiteral literal) {
            return literal.tag.equals("TIME");
        }
        if (node instanceof SqlLiteral literal) {
            return literal.getTypeName() == SqlTypeName.TIME;
        }
        if (node instanceof SqlIdentifier || !(node instanceof SqlCall call)) {
            return false;
        }
        if (call.getKind() == SqlKind.CAST) {
            return call.operand(1) instanceof SqlDataTypeSpec type && type.getTypeName().getSimple().equals("TIME");
        }
        String name = call.getOperator().getName();
        return name.equals("KDA_CHAR_TO_TIME") || name.equals("KDA_CAST_TIME");
    }
}
