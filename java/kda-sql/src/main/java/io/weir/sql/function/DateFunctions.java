package io.weir.sql.function;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.inference.TypeInference;

/** Conversions between texts, timestamps and Unix times that Flink has not, or has by the same name with another meaning. */
final class DateFunctions {
    private DateFunctions() {}

    /** Keeps the pattern of its call site. */
    public abstract static class Patterned extends ScalarFunction {
        private static final long serialVersionUID = 1;

        private transient DatePattern last;

        /** Null when the row has failed. */
        final DatePattern pattern(StringData text) {
            String pattern = text.toString();
            if (last == null || !last.is(pattern)) {
                try {
                    last = new DatePattern(pattern);
                } catch (IllegalArgumentException wrong) {
                    RowErrors.report(RowErrors.INVALID_ARGUMENT, "'" + pattern + "' is not a date and time pattern");
                    return null;
                }
            }
            return last;
        }

        final Long parse(StringData pattern, StringData value) {
            DatePattern format = pattern == null || value == null ? null : pattern(pattern);
            if (format == null) {
                return null;
            }
            Long millis = format.parse(value.toString());
            if (millis == null) {
                RowErrors.report(RowErrors.INVALID_CAST, "'" + value + "' does not fit the pattern '" + pattern + "'");
            }
            return millis;
        }

        @Override
        public boolean supportsConstantFolding() {
            return false;
        }
    }

    /** CHAR_TO_TIMESTAMP(pattern, text). */
    public static final class CharToTimestamp extends Patterned {
        private static final long serialVersionUID = 1;

        public @DataTypeHint(value = "TIMESTAMP(3)", bridgedTo = TimestampData.class) TimestampData eval(
                @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData pattern,
                @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData value) {
            Long millis = parse(pattern, value);
            return millis == null ? null : TimestampData.fromEpochMillis(millis);
        }
    }

    /** CHAR_TO_DATE(pattern, text). */
    public static final class CharToDate extends Patterned {
        private static final long serialVersionUID = 1;

        public @DataTypeHint(value = "DATE", bridgedTo = Integer.class) Integer eval(
                @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData pattern,
                @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData value) {
            Long millis = parse(pattern, value);
            return millis == null ? null : (Integer) (int) Math.floorDiv(millis, DateTimes.DAY);
        }
    }

    /** CHAR_TO_TIME(pattern, text). */
    public static final class CharToTime extends Patterned {
        private static final long serialVersionUID = 1;

        public @DataTypeHint(value = "TIME(0)", bridgedTo = Integer.class) Integer eval(
                @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData pattern,
                @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData value) {
            Long millis = parse(pattern, value);
            return millis == null ? null : (Integer) (int) Math.floorMod(millis, DateTimes.DAY);
        }
    }

    /** TIMESTAMP_TO_CHAR, DATE_TO_CHAR and TIME_TO_CHAR(pattern, value). */
    public static final class ToChar extends Patterned {
        private static final long serialVersionUID = 1;

        public StringData eval(Object pattern, Object value) {
            Long millis = pattern == null || value == null ? null : millis(value);
            DatePattern format = millis == null ? null : pattern((StringData) pattern);
            return format == null ? null : StringData.fromString(format.write(millis));
        }

        @Override
        public TypeInference getTypeInference(DataTypeFactory types) {
            return Inference.ofAny(2, DataTypes.STRING().bridgedTo(StringData.class));
        }
    }

    /** UNIX_TIMESTAMP(timestamp): milliseconds, where Flink's own gives seconds. */
    public static final class UnixTimestamp extends ScalarFunction {
        private static final long serialVersionUID = 1;

        public Long eval(Object value) {
            return value == null ? null : millis(value);
        }

        @Override
        public TypeInference getTypeInference(DataTypeFactory types) {
            return Inference.ofAny(1, DataTypes.BIGINT());
        }
    }

    /** TO_TIMESTAMP(milliseconds), where Flink's own takes a text. */
    public static final class ToTimestamp extends ScalarFunction {
        private static final long serialVersionUID = 1;

        public TimestampData eval(Object value) {
            Long millis = Casts.toLong(value, Long.MIN_VALUE, Long.MAX_VALUE, "BIGINT");
            return millis == null ? null : TimestampData.fromEpochMillis(millis);
        }

        @Override
        public TypeInference getTypeInference(DataTypeFactory types) {
            return Inference.ofAny(1, DataTypes.TIMESTAMP(3).bridgedTo(TimestampData.class));
        }

        @Override
        public boolean supportsConstantFolding() {
            return false;
        }
    }

    /** TSDIFF(start, end): the milliseconds from one to the other, by AWS's reference (Temporal Predicates) those of {@code end - start}. */
    public static final class TsDiff extends ScalarFunction {
        private static final long serialVersionUID = 1;

        public Long eval(Object from, Object to) {
            Long a = from == null ? null : millis(from);
            Long b = to == null ? null : millis(to);
            return a == null || b == null ? null : (Long) (b - a);
        }

        @Override
        public TypeInference getTypeInference(DataTypeFactory types) {
            return Inference.ofAny(2, DataTypes.BIGINT());
        }
    }

    /** CURRENT_ROW_TIMESTAMP: another one for each row. */
    public static final class CurrentRowTimestamp extends ScalarFunction {
        private static final long serialVersionUID = 1;

        public @DataTypeHint(value = "TIMESTAMP(3)", bridgedTo = TimestampData.class) TimestampData eval() {
            return TimestampData.fromEpochMillis(Clock.systemUTC().millis());
        }

        @Override
        public boolean isDeterministic() {
            return false;
        }
    }

    /** Numbers are Unix times in milliseconds already. */
    static Long millis(Object value) {
        if (value instanceof TimestampData at) {
            return at.getMillisecond();
        }
        if (value instanceof LocalDate date) {
            return date.toEpochDay() * DateTimes.DAY;
        }
        if (value instanceof LocalTime time) {
            return time.toNanoOfDay() / 1_000_000;
        }
        return Casts.toLong(value, Long.MIN_VALUE, Long.MAX_VALUE, "BIGINT");
    }
}
