package io.weir.sql.function;

import java.time.Duration;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.inference.TypeInference;

/** What Flink cannot do with intervals of days to seconds. */
final class IntervalFunctions {
    private IntervalFunctions() {}

    static SqlNode toChar(Registry registry, SqlNode interval, SqlIntervalQualifier fields) {
        TimeUnit last = fields.getEndUnit() == null ? fields.getStartUnit() : fields.getEndUnit();
        int from = field(fields.getStartUnit());
        int to = field(last);
        return registry.call(
                interval.getParserPosition(), "KDA_INTERVAL_TO_CHAR_" + from + "_" + to, () -> new IntervalToChar(from, to), interval);
    }

    private static int field(TimeUnit unit) {
        return switch (unit) {
            case DAY -> 0;
            case HOUR -> 1;
            case MINUTE -> 2;
            default -> 3;
        };
    }

    /** An interval as text, {@code +6:11} for MINUTE TO SECOND: its fields from the first to the last, the first one unpadded. */
    public static final class IntervalToChar extends ScalarFunction {
        private static final long serialVersionUID = 1;

        private static final long[] UNITS = {DateTimes.DAY, 3_600_000L, 60_000L, 1_000L};
        private static final String[] BEFORE = {"", " ", ":", ":"};

        private final int first;
        private final int last;

        /** Fields are numbered: day, hour, minute, second. */
        IntervalToChar(int first, int last) {
            this.first = first;
            this.last = last;
        }

        public String eval(Object value) {
            if (!(value instanceof Duration interval)) {
                return null;
            }
            StringBuilder text = new StringBuilder(interval.isNegative() ? "-" : "+");
            long rest = Math.abs(interval.toMillis());
            for (int field = first; field <= last; field++) {
                long count = rest / UNITS[field];
                rest %= UNITS[field];
                text.append(field == first ? "" : BEFORE[field]).append(field > first && count < 10 ? "0" : "").append(count);
            }
            return text.toString();
        }

        @Override
        public TypeInference getTypeInference(DataTypeFactory types) {
            return Inference.ofAny(1, DataTypes.STRING());
        }
    }

    /** {@code interval / number}. */
    public static final class IntervalDivide extends ScalarFunction {
        private static final long serialVersionUID = 1;

        public Duration eval(Object value, Object by) {
            Double divisor = Casts.toDouble(by, "DOUBLE");
            if (!(value instanceof Duration interval) || divisor == null) {
                return null;
            }
            if (divisor == 0) {
                RowErrors.report(RowErrors.DIVISION_BY_ZERO, "division by zero");
                return null;
            }
            return Duration.ofMillis((long) (interval.toMillis() / divisor));
        }

        @Override
        public TypeInference getTypeInference(DataTypeFactory types) {
            return Inference.ofAny(2, DataTypes.INTERVAL(DataTypes.SECOND(3)));
        }

        @Override
        public boolean supportsConstantFolding() {
            return false;
        }
    }
}
