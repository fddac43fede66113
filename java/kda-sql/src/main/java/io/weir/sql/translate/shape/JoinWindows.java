package io.weir.sql.translate.shape;

import io.weir.sql.normalise.Intervals;
import io.weir.sql.operator.JoinWindow;
import io.weir.sql.program.CodeError;
import io.weir.sql.translate.Relation;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.parser.SqlParserPos;

/** The windows of a join's sides: {@code FROM s OVER (RANGE INTERVAL '1' MINUTE PRECEDING)}. */
final class JoinWindows {
    private JoinWindows() {}

    static JoinWindow of(Relation side) {
        return side instanceof Relation.Stream stream && stream.window() != null
                ? of(stream.window(), stream.position())
                : new JoinWindow.Current();
    }

    private static JoinWindow of(SqlWindow window, SqlParserPos at) {
        if (!window.getPartitionList().isEmpty()) {
            throw error(window.getPartitionList(), at, "The window of a join is not partitioned: its condition says what belongs together");
        }
        SqlNode upper = window.getUpperBound();
        if (upper != null && !SqlWindow.isCurrentRow(upper)) {
            throw error(upper, at, "A window ends with the current row");
        }
        SqlNode lower = window.getLowerBound();
        if (lower == null || SqlWindow.isCurrentRow(lower)) {
            return new JoinWindow.Current();
        }
        if (lower.getKind() != SqlKind.PRECEDING) {
            throw error(lower, at, "A window begins at a time or a row that is PRECEDING, and not UNBOUNDED");
        }
        SqlNode length = ((SqlCall) lower).operand(0);
        return window.isRows() ? rows(length, at) : range(length, at);
    }

    private static JoinWindow rows(SqlNode length, SqlParserPos at) {
        if (length instanceof SqlNumericLiteral number && number.isInteger() && number.longValue(true) > 0) {
            return new JoinWindow.Rows(Math.toIntExact(number.longValue(true)));
        }
        throw error(length, at, "ROWS needs a number of rows greater than 0");
    }

    private static JoinWindow range(SqlNode length, SqlParserPos at) {
        Optional<Long> millis = Intervals.millis(length).filter(ms -> ms > 0);
        return new JoinWindow.Range(
                millis.orElseThrow(() -> error(length, at, "RANGE needs an interval of days or shorter units, greater than 0")));
    }

    private static CodeError error(SqlNode node, SqlParserPos otherwise, String message) {
        SqlParserPos at = node.getParserPosition().getLineNum() > 0 ? node.getParserPosition() : otherwise;
        return new CodeError(at.getLineNum(), at.getColumnNum(), message);
    }
}
