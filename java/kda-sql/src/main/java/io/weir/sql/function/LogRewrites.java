package io.weir.sql.function;

import io.weir.sql.function.ScalarRewrites.Rewrite;
import io.weir.sql.function.log.LogParse;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;

/** The functions that parse logs: each call becomes a function of its own, whose columns its literals describe. */
final class LogRewrites {
    private final Registry registry;
    private final Clock clock;

    LogRewrites(Registry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    void addTo(Map<String, Rewrite> rewrites) {
        rewrites.put("REGEX_LOG_PARSE", call -> regex(call, LogParse::regex));
        rewrites.put("FAST_REGEX_LOG_PARSE", call -> regex(call, LogParse::fastRegex));
        rewrites.put("FAST_REGEX_LOG_PARSER", rewrites.get("FAST_REGEX_LOG_PARSE"));
        rewrites.put(
                "W3C_LOG_PARSE",
                call -> {
                    Nodes.arguments(call, 2, 2, "W3C_LOG_PARSE(text, format)");
                    String format = Nodes.textOrFail(call, 1, "the format");
                    return parse(call, format, () -> LogParse.w3c(format));
                });
        rewrites.put(
                "SYS_LOG_PARSE",
                call -> {
                    Nodes.arguments(call, 1, 1, "SYS_LOG_PARSE(text)");
                    return parse(call, "", () -> LogParse.sys(clock));
                });
        rewrites.put("VARIABLE_COLUMN_LOG_PARSE", this::variable);
        rewrites.put(
                "FIXED_COLUMN_LOG_PARSE",
                call -> {
                    Nodes.arguments(call, 2, 2, "FIXED_COLUMN_LOG_PARSE(text, columns)");
                    String columns = Nodes.textOrFail(call, 1, "the columns");
                    return parse(call, columns, () -> LogParse.fixed(columns));
                });
    }

    private interface RegexParse {
        LogParse of(String expression, String columns);
    }

    private SqlNode regex(SqlCall call, RegexParse made) {
        Nodes.arguments(call, 2, 3, call.getOperator().getName() + "(text, expression [, columns])");
        String expression = Nodes.textOrFail(call, 1, "the expression");
        String columns = call.operandCount() < 3 ? null : Nodes.textOrFail(call, 2, "the columns");
        return parse(call, expression + "\n" + columns, () -> made.of(expression, columns));
    }

    private SqlNode variable(SqlCall call) {
        Nodes.arguments(call, 3, 5, "VARIABLE_COLUMN_LOG_PARSE(text, columns, delimiter [, escape, quote])");
        String columns = Nodes.number(call.operand(1)) != null ? call.operand(1).toString() : Nodes.textOrFail(call, 1, "the columns");
        String delimiter = Nodes.textOrFail(call, 2, "the delimiter");
        String escape = call.operandCount() < 4 ? null : Nodes.textOrFail(call, 3, "the escape");
        String quote = call.operandCount() < 5 ? null : Nodes.textOrFail(call, 4, "the quote");
        return parse(
                call,
                String.join("\n", columns, delimiter, String.valueOf(escape), String.valueOf(quote)),
                () -> LogParse.variable(columns, delimiter, escape, quote));
    }

    private SqlNode parse(SqlCall call, String says, Supplier<LogParse> made) {
        try {
            String name = "KDA_" + call.getOperator().getName();
            return registry.callOfItsOwn(call.getParserPosition(), name, says, made, call.operand(0));
        } catch (IllegalArgumentException wrong) {
            throw Nodes.error(call, call.getOperator().getName() + ": " + wrong.getMessage());
        }
    }
}
