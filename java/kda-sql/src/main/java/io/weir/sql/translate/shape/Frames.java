package io.weir.sql.translate.shape;

import io.weir.sql.normalise.Intervals;
import io.weir.sql.program.CodeError;
import io.weir.sql.translate.Scope;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Windows as Flink wants them: in the order of ROWTIME, and from somewhere before to the current row. */
final class Frames {
    /** They look back by rows of their own count; Flink takes no frame with them. */
    private static final Set<String> FRAMELESS = Set.of("LAG", "LEAD", "ROW_NUMBER", "RANK", "DENSE_RANK");

    private Frames() {}

    /** {@code f(x) OVER window}, for Flink. */
    static SqlCall forFlink(SqlCall over, Scope scope) {
        SqlCall function = over.operand(0);
        SqlWindow window = over.operand(1);
        SqlParserPos at = window.getParserPosition();
        boolean frameless = FRAMELESS.contains(function.getOperator().getName().toUpperCase(Locale.ROOT));
        SqlNodeList order = window.getOrderList().isEmpty() ? SqlNodeList.of(scope.rowtime(at)) : window.getOrderList();
        SqlNode lower = frameless ? null : lower(window);
        SqlNode upper = frameless ? null : SqlWindow.createCurrentRow(SqlParserPos.ZERO);
        SqlNode framed =
                SqlWindow.create(
                        null,
                        null,
                        window.getPartitionList(),
                        order,
                        SqlLiteral.createBoolean(!frameless && window.isRows(), SqlParserPos.ZERO),
                        lower,
                        upper,
                        null,
                        SqlWindow.createExcludeNoOthers(SqlParserPos.ZERO),
                        at);
        return (SqlCall) over.getOperator().createCall(over.getParserPosition(), function, framed);
    }

    private static SqlNode lower(SqlWindow window) {
        SqlNode lower = window.getLowerBound();
        SqlNode upper = window.getUpperBound();
        if (upper != null && !SqlWindow.isCurrentRow(upper)) {
            throw error(upper, "A window over a stream ends with the current row");
        }
        if (lower == null || SqlWindow.isUnboundedPreceding(lower)) {
            return SqlWindow.createUnboundedPreceding(SqlParserPos.ZERO);
        }
        if (SqlWindow.isCurrentRow(lower)) {
            return lower;
        }
        if (lower.getKind() != SqlKind.PRECEDING) {
            throw error(lower, "A window over a stream begins before the current row: PRECEDING is expected");
        }
        SqlNode reach = ((SqlCall) lower).operand(0);
        if (window.isRows()) {
            if (!(reach instanceof SqlNumericLiteral literal) || !literal.isInteger()) {
                throw error(reach, "ROWS expects a number of rows");
            }
            return lower;
        }
        long millis =
                Intervals.millis(reach)
                        .orElseThrow(() -> error(reach, "RANGE expects an interval of days, hours, minutes or seconds, such as INTERVAL '1' MINUTE"));
        return SqlWindow.createPreceding(seconds(millis), lower.getParserPosition());
    }

    /** In one unit, with as many digits as it takes: the default of two is not enough for INTERVAL '300' SECOND. */
    private static SqlNode seconds(long millis) {
        String text = millis % 1000 == 0 ? Long.toString(millis / 1000) : "%d.%03d".formatted(millis / 1000, millis % 1000);
        int digits = Math.max(2, Long.toString(millis / 1000).length());
        SqlIntervalQualifier qualifier =
                new SqlIntervalQualifier(TimeUnit.SECOND, digits, null, millis % 1000 == 0 ? -1 : 3, SqlParserPos.ZERO);
        return SqlLiteral.createInterval(1, text, qualifier, SqlParserPos.ZERO);
    }

    private static CodeError error(SqlNode at, String message) {
        return new CodeError(at.getParserPosition().getLineNum(), at.getParserPosition().getColumnNum(), message);
    }
}
