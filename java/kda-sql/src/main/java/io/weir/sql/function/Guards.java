package io.weir.sql.function;

import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/**
 * Functions that hand their argument through when it is fit for what stands around them, and fail the row otherwise:
 * {@code a / KDA_NONZERO(b)} has the type that Flink gives {@code a / b}. Never evaluated while planning: what fails must fail for each row.
 */
final class Guards {
    private Guards() {}

    /** A divisor. */
    public static final class NonZero extends Guard {
        private static final long serialVersionUID = 1;

        @Override
        boolean fits(Object value) {
            return value instanceof DecimalData decimal ? decimal.toBigDecimal().signum() != 0 : ((Number) value).doubleValue() != 0;
        }

        @Override
        void report(Object value) {
            RowErrors.report(RowErrors.DIVISION_BY_ZERO, "division by zero");
        }
    }

    /** What a logarithm is taken of. */
    public static final class Positive extends Guard {
        private static final long serialVersionUID = 1;

        @Override
        boolean fits(Object value) {
            return value instanceof DecimalData decimal ? decimal.toBigDecimal().signum() > 0 : ((Number) value).doubleValue() > 0;
        }

        @Override
        void report(Object value) {
            RowErrors.report(RowErrors.INVALID_ARGUMENT, "the logarithm of " + value + ": a number above zero is expected");
        }
    }

    /** The result of EXP and POWER. */
    public static final class Finite extends Guard {
        private static final long serialVersionUID = 1;

        @Override
        boolean fits(Object value) {
            return !(value instanceof Double number) || Double.isFinite(number);
        }

        @Override
        void report(Object value) {
            RowErrors.report(RowErrors.OUT_OF_RANGE, "the result is beyond what a DOUBLE holds");
        }
    }

    /** A condition of WHERE or HAVING that can fail: whatever it came to, a failed row goes on to the operator that tells of it. */
    public static final class Pass extends ScalarFunction {
        private static final long serialVersionUID = 1;

        public Boolean eval(Boolean condition) {
            return RowErrors.isSet() || Boolean.TRUE.equals(condition);
        }

        @Override
        public boolean isDeterministic() {
            return false;
        }
    }

    /** One overload for each form of a number: Flink's generated code calls by exact type. */
    public abstract static class Guard extends ScalarFunction {
        private static final long serialVersionUID = 1;

        abstract boolean fits(Object value);

        abstract void report(Object value);

        private <T> T check(T value) {
            if (value == null || fits(value)) {
                return value;
            }
            report(value);
            return null;
        }

        public Byte eval(Byte value) {
            return check(value);
        }

        public Short eval(Short value) {
            return check(value);
        }

        public Integer eval(Integer value) {
            return check(value);
        }

        public Long eval(Long value) {
            return check(value);
        }

        public Float eval(Float value) {
            return check(value);
        }

        public Double eval(Double value) {
            return check(value);
        }

        public DecimalData eval(DecimalData value) {
            return check(value);
        }

        @Override
        public TypeInference getTypeInference(DataTypeFactory types) {
            return Inference.same(LogicalTypeFamily.NUMERIC);
        }

        @Override
        public boolean supportsConstantFolding() {
            return false;
        }
    }
}
