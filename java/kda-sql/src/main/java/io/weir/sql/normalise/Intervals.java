package io.weir.sql.normalise;

import io.weir.sql.operator.TimeBucket;
import java.util.Optional;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalLiteral.IntervalValue;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserUtil;

/** Interval literals as numbers. */
public final class Intervals {
    private Intervals() {}

    /** How long an interval of days and shorter units is, ms; empty when the expression is no such literal. */
    public static Optional<Long> millis(SqlNode expression) {
        return value(expression)
                .filter(value -> !value.getIntervalQualifier().isYearMonth())
                .map(value -> value.getSign() * SqlParserUtil.intervalToMillis(value.getIntervalLiteral(), value.getIntervalQualifier()));
    }

    /** Steps of time of an interval's length; empty when it is no literal, or not longer than nothing. */
    static Optional<TimeBucket> bucket(SqlNode expression) {
        Optional<Long> millis = millis(expression);
        if (millis.isPresent()) {
            return millis.filter(length -> length > 0).map(TimeBucket::of);
        }
        return value(expression)
                .map(value -> value.getSign() * SqlParserUtil.intervalToMonths(value.getIntervalLiteral(), value.getIntervalQualifier()))
                .filter(months -> months > 0)
                .map(months -> new TimeBucket.Months(Math.toIntExact(months)));
    }

    private static Optional<IntervalValue> value(SqlNode expression) {
        return expression instanceof SqlIntervalLiteral literal
                ? Optional.of(literal.getValueAs(IntervalValue.class))
                : Optional.empty();
    }
}
