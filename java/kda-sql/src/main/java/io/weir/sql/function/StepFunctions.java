package io.weir.sql.function;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.inference.TypeInference;

/** {@code STEP(x BY n)}: the greatest multiple of n not above x, counted from 0 or from 1970; of x's type. */
final class StepFunctions {
    private StepFunctions() {}

    /** By a number, or by milliseconds where x is a date or time. */
    public static final class Step extends ScalarFunction {
        private static final long serialVersionUID = 1;

        private final long unit;

        Step(long unit) {
            this.unit = unit;
        }

        private long floor(long value) {
            return Math.floorDiv(value, unit) * unit;
        }

        public Byte eval(Byte value) {
            return value == null ? null : (Byte) (byte) floor(value);
        }

        public Short eval(Short value) {
            return value == null ? null : (Short) (short) floor(value);
        }

        public Integer eval(Integer value) {
            return value == null ? null : (Integer) (int) floor(value);
        }

        public Long eval(Long value) {
            return value == null ? null : (Long) floor(value);
        }

        public Float eval(Float value) {
            return value == null ? null : (Float) (float) (Math.floor(value / unit) * unit);
        }

        public Double eval(Double value) {
            return value == null ? null : (Double) (Math.floor(value / unit) * unit);
        }

        public DecimalData eval(DecimalData value) {
            if (value == null) {
                return null;
            }
            BigDecimal by = BigDecimal.valueOf(unit);
            BigDecimal multiple = value.toBigDecimal().divide(by, 0, RoundingMode.FLOOR).multiply(by);
            return DecimalData.fromBigDecimal(multiple, value.precision(), value.scale());
        }

        public TimestampData eval(TimestampData value) {
            return value == null ? null : TimestampData.fromEpochMillis(floor(value.getMillisecond()));
        }

        public LocalDate eval(LocalDate value) {
            return value == null ? null : LocalDate.ofEpochDay(Math.floorDiv(floor(value.toEpochDay() * DateTimes.DAY), DateTimes.DAY));
        }

        public LocalTime eval(LocalTime value) {
            return value == null ? null : LocalTime.ofNanoOfDay(floor(value.toNanoOfDay() / 1_000_000) * 1_000_000);
        }

        @Override
        public TypeInference getTypeInference(DataTypeFactory types) {
            return Inference.same(null);
        }
    }

    /** By months, of the calendar. */
    public static final class StepMonths extends ScalarFunction {
        private static final long serialVersionUID = 1;

        private final long unit;

        StepMonths(long unit) {
            this.unit = unit;
        }

        public TimestampData eval(TimestampData value) {
            return value == null
                    ? null
                    : TimestampData.fromEpochMillis(
                            floor(LocalDate.ofEpochDay(Math.floorDiv(value.getMillisecond(), DateTimes.DAY))).toEpochDay() * DateTimes.DAY);
        }

        public LocalDate eval(LocalDate value) {
            return value == null ? null : floor(value);
        }

        private LocalDate floor(LocalDate value) {
            long months = (value.getYear() - 1970) * 12L + value.getMonthValue() - 1;
            return YearMonth.of(1970, 1).plusMonths(Math.floorDiv(months, unit) * unit).atDay(1);
        }

        @Override
        public TypeInference getTypeInference(DataTypeFactory types) {
            return Inference.same(null);
        }
    }
}
