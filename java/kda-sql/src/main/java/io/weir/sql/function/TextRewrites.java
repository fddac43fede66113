package io.weir.sql.function;

import io.weir.sql.function.ScalarRewrites.Rewrite;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** String functions, and LIKE with an escape character that Flink's code generator stumbles over. */
final class TextRewrites {
    private static final String ESCAPES = "!#^~|$@";

    private final Registry registry;

    TextRewrites(Registry registry) {
        this.registry = registry;
    }

    void addTo(Map<String, Rewrite> rewrites) {
        rewrites.put("SUBSTRING", this::substring);
        rewrites.put("OVERLAY", this::overlay);
        rewrites.put("REGEX_REPLACE", this::regexReplace);
        rewrites.put("LIKE", TextRewrites::like);
        rewrites.put("NOT LIKE", TextRewrites::like);
    }

    private SqlNode substring(SqlCall call) {
        if (call.operandCount() == 1) {
            return substringSimilar(call);
        }
        BigDecimal from = Nodes.number(call.operand(1));
        BigDecimal length = call.operandCount() < 3 ? BigDecimal.ONE : Nodes.number(call.operand(2));
        if (from != null && from.signum() > 0 && length != null && length.signum() >= 0) {
            return call;
        }
        String expression = Nodes.text(call.operand(1));
        if (expression != null) {
            check(call.operand(1), expression);
        }
        SqlParserPos at = call.getParserPosition();
        SqlNode count = call.operandCount() < 3 ? Nodes.bigint(Integer.MAX_VALUE, at) : call.operand(2);
        return registry.call(at, "KDA_SUBSTRING", TextFunctions.Substring::new, call.operand(0), call.operand(1), count);
    }

    /** The grammar gives {@code SUBSTRING(text SIMILAR pattern ESCAPE character)} one argument: the predicate. */
    private SqlNode substringSimilar(SqlCall substring) {
        if (!(substring.operand(0) instanceof SqlCall call) || call.getKind() != SqlKind.SIMILAR || call.operandCount() != 3) {
            throw Nodes.error(substring, "SUBSTRING expects FROM and a position, or SIMILAR, a pattern and ESCAPE");
        }
        String pattern = Nodes.text(call.operand(1));
        String escape = Nodes.text(call.operand(2));
        if (pattern != null && escape != null && SimilarPattern.threeParts(pattern, escape) == null) {
            throw Nodes.error(call.operand(1), "the pattern has not three parts: expected the escape character and \" twice between them");
        }
        return registry.call(
                call.getParserPosition(),
                "KDA_SUBSTRING_SIMILAR",
                TextFunctions.SubstringSimilar::new,
                call.getOperandList().toArray(SqlNode[]::new));
    }

    private SqlNode overlay(SqlCall call) {
        return registry.call(
                call.getParserPosition(), "KDA_OVERLAY", TextFunctions.Overlay::new, call.getOperandList().toArray(SqlNode[]::new));
    }

    private SqlNode regexReplace(SqlCall call) {
        Nodes.arguments(call, 5, 5, "REGEX_REPLACE(text, expression, replacement, position, occurrence)");
        String expression = Nodes.text(call.operand(1));
        if (expression != null) {
            check(call.operand(1), expression);
        }
        return registry.call(
                call.getParserPosition(),
                "KDA_REGEX_REPLACE",
                TextFunctions.RegexReplace::new,
                call.getOperandList().toArray(SqlNode[]::new));
    }

    private static void check(SqlNode at, String expression) {
        try {
            Pattern.compile(expression);
        } catch (PatternSyntaxException wrong) {
            throw Nodes.error(at, "'" + expression + "' is not a regular expression: " + wrong.getDescription());
        }
    }

    /** The same pattern with another escape character where that is a backslash: Flink writes it into Java code as it is. */
    private static SqlNode like(SqlCall call) {
        if (call.operandCount() != 3 || !"\\".equals(Nodes.text(call.operand(2)))) {
            return call;
        }
        String pattern = Nodes.text(call.operand(1));
        if (pattern == null) {
            return call;
        }
        for (char other : ESCAPES.toCharArray()) {
            if (pattern.indexOf(other) < 0) {
                StringBuilder changed = new StringBuilder();
                for (int i = 0; i < pattern.length(); i++) {
                    if (pattern.charAt(i) != '\\' || i + 1 == pattern.length()) {
                        changed.append(pattern.charAt(i));
                    } else if (pattern.charAt(++i) == '\\') {
                        changed.append('\\');
                    } else {
                        changed.append(other).append(pattern.charAt(i));
                    }
                }
                SqlParserPos at = call.getParserPosition();
                return call.getOperator()
                        .createCall(
                                at,
                                call.operand(0),
                                SqlLiteral.createCharString(changed.toString(), at),
                                SqlLiteral.createCharString(String.valueOf(other), at));
            }
        }
        return call;
    }
}
