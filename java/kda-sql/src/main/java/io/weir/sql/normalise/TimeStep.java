package io.weir.sql.normalise;

import io.weir.sql.operator.TimeBucket;
import io.weir.sql.parser.KdaOperators;
import java.util.Optional;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/**
 * A time rounded down: {@code STEP(t BY INTERVAL '10' SECOND)} or {@code FLOOR(t TO MINUTE)}, which mean the same when the step is as long.
 *
 * @param of what is rounded
 * @param bucket the steps it is rounded to
 */
public record TimeStep(SqlNode of, TimeBucket bucket) {

    /** What an expression is as a step of time; empty when it is none. */
    public static Optional<TimeStep> of(SqlNode expression) {
        if (!(expression instanceof SqlCall call) || call.operandCount() != 2) {
            return Optional.empty();
        }
        if (call.getOperator() == KdaOperators.STEP) {
            return Intervals.bucket(call.operand(1)).map(bucket -> new TimeStep(call.operand(0), bucket));
        }
        if (call.getKind() == SqlKind.FLOOR && call.operand(1) instanceof SqlIntervalQualifier unit) {
            return unit(unit.getUnit()).map(bucket -> new TimeStep(call.operand(0), bucket));
        }
        return Optional.empty();
    }

    private static Optional<TimeBucket> unit(TimeUnit unit) {
        return switch (unit) {
            case MONTH -> Optional.of(new TimeBucket.Months(1));
            case QUARTER -> Optional.of(new TimeBucket.Months(3));
            case YEAR -> Optional.of(new TimeBucket.Months(12));
            case WEEK -> Optional.of(TimeBucket.weeks());
            case MILLISECOND, SECOND, MINUTE, HOUR, DAY -> Optional.of(TimeBucket.of(unit.multiplier.longValueExact()));
            default -> Optional.empty();
        };
    }

    /** Whether the steps all have the same length and begin with the epoch. */
    public boolean isFixed() {
        return bucket instanceof TimeBucket.Fixed fixed && fixed.offset() == 0;
    }
}
