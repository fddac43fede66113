package io.weir.sql.function;

import io.weir.sql.program.CodeError;
import java.math.BigDecimal;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.parser.SqlParserPos;

/** What can be told of an expression by its looks alone. */
final class Nodes {
    private Nodes() {}

    /** The text of a character literal, or null. */
    static String text(SqlNode node) {
        return node instanceof SqlCharStringLiteral literal ? literal.getValueAs(String.class) : null;
    }

    /** The number of a numeric literal, or null. */
    static BigDecimal number(SqlNode node) {
        if (node instanceof SqlNumericLiteral literal) {
            return literal.bigDecimalValue();
        }
        if (node instanceof SqlBasicCall call && call.getKind() == SqlKind.MINUS_PREFIX) {
            BigDecimal positive = number(call.operand(0));
            return positive == null ? null : positive.negate();
        }
        return null;
    }

    static String textOrFail(SqlCall call, int operand, String what) {
        SqlNode node = call.operand(operand);
        String text = text(node);
        if (text == null) {
            throw error(node, call.getOperator().getName() + " expects " + what + " as a text in quotes, not as " + node);
        }
        return text;
    }

    static CodeError error(SqlNode at, String message) {
        SqlParserPos place = at.getParserPosition();
        return new CodeError(place.getLineNum(), place.getColumnNum(), message);
    }

    static void arguments(SqlCall call, int least, int most, String form) {
        if (call.operandCount() < least || call.operandCount() > most) {
            throw error(call, call.getOperator().getName() + " has " + call.operandCount() + " arguments: expected " + form);
        }
    }

    static SqlNode bigint(long value, SqlParserPos at) {
        return SqlLiteral.createExactNumeric(Long.toString(value), at);
    }

    /** {@code (a - b) MINUTE TO SECOND}: two datetimes and the interval that their difference is told in. */
    static boolean isDifference(SqlNode node) {
        return node instanceof SqlCall call && call.getKind() == SqlKind.MINUS && call.operandCount() == 3;
    }

    /** The fields of an expression that is plainly an interval, or null. */
    static SqlIntervalQualifier interval(SqlNode node) {
        if (node instanceof SqlIntervalLiteral literal) {
            return ((SqlIntervalLiteral.IntervalValue) literal.getValue()).getIntervalQualifier();
        }
        if (isDifference(node)) {
            return (SqlIntervalQualifier) ((SqlCall) node).operand(2);
        }
        if (node instanceof SqlCall call) {
            switch (call.getKind()) {
                case CAST:
                    return call.operand(1) instanceof SqlIntervalQualifier qualifier ? qualifier : null;
                case TIMES:
                    SqlIntervalQualifier left = interval(call.operand(0));
                    return left != null ? left : interval(call.operand(1));
                case DIVIDE, MINUS_PREFIX:
                    return interval(call.operand(0));
                case PLUS, MINUS:
                    return interval(call.operand(0)) != null ? interval(call.operand(1)) : null;
                default:
                    return null;
            }
        }
        return null;
    }

    static boolean isYearMonth(SqlIntervalQualifier qualifier) {
        TimeUnitRange fields = qualifier.timeUnitRange;
        return fields == TimeUnitRange.YEAR || fields == TimeUnitRange.YEAR_TO_MONTH || fields == TimeUnitRange.MONTH;
    }

    static boolean isRowtime(SqlNode node) {
        return node instanceof SqlIdentifier name && !name.isStar() && name.names.get(name.names.size() - 1).equals("ROWTIME");
    }
}
