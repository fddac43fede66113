package io.weir.sql.translate.shape;

import io.weir.sql.normalise.TimeStep;
import io.weir.sql.operator.TimeBucket;
import io.weir.sql.translate.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlNode;

/**
 * The parts of ROWTIME that a grouping divides its rows into.
 *
 * @param buckets one for each key that is a step of ROWTIME, without repetitions
 */
record TimeWindow(List<TimeBucket> buckets) {
    static final String START = "`window_start`";
    static final String END = "`window_end`";
    static final String TIME = "`window_time`";

    /** Empty when no key is a step of ROWTIME: then no group would ever end. */
    static Optional<TimeWindow> of(Scope scope, List<SqlNode> keys) {
        List<TimeBucket> buckets = new ArrayList<>();
        for (SqlNode key : keys) {
            bucket(scope, key).filter(bucket -> !buckets.contains(bucket)).ifPresent(buckets::add);
        }
        return buckets.isEmpty() ? Optional.empty() : Optional.of(new TimeWindow(buckets));
    }

    static Optional<TimeBucket> bucket(Scope scope, SqlNode key) {
        return scope.isRowtime(key)
                ? Optional.of(TimeBucket.each())
                : TimeStep.of(key).filter(step -> scope.isRowtime(step.of())).map(TimeStep::bucket);
    }

    /** Whether Flink's tumbling windows do: the finest of the steps has a fixed length, and each of the others consists of whole ones of it. */
    boolean isTumbling() {
        return buckets.stream()
                .allMatch(bucket -> bucket instanceof TimeBucket.Fixed fixed && fixed.offset() == 0 && fixed.length() % length() == 0);
    }

    /** Of the finest step, ms. */
    private long length() {
        return buckets.stream()
                .filter(TimeBucket.Fixed.class::isInstance)
                .mapToLong(bucket -> ((TimeBucket.Fixed) bucket).length())
                .min()
                .orElse(1);
    }

    /** GROUP BY ROWTIME: rows of the same moment. They are together at that moment, not after it. */
    boolean isMoment() {
        return length() == 1;
    }

    /** Whether a key is the one that Flink's windows stand for. */
    boolean isOf(Scope scope, SqlNode key) {
        return isTumbling() && bucket(scope, key).filter(TimeBucket.of(length())::equals).isPresent();
    }

    String interval() {
        return FlinkInterval.of(length());
    }
}
