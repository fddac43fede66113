package io.weir.sql.function;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;

/** {@code CAST(x AS type)} as functions of a type each, {@code KDA_CAST_INTEGER} and the like; what they do is in {@link Casts}. */
final class CastFunctions {
    private CastFunctions() {}

    /** Null for a type that Flink's own CAST serves: it never fails there. */
    static ScalarFunction to(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case TINYINT -> new ToByte();
            case SMALLINT -> new ToShort();
            case INTEGER -> new ToInt();
            case BIGINT -> new ToLong();
            case FLOAT -> new ToFloat();
            case DOUBLE -> new ToDouble();
            case DECIMAL -> new ToDecimal(((DecimalType) type).getPrecision(), ((DecimalType) type).getScale());
            case BOOLEAN -> new ToBoolean();
            case DATE -> new ToDate();
            case TIME_WITHOUT_TIME_ZONE -> new ToTime();
            case TIMESTAMP_WITHOUT_TIME_ZONE -> new ToTimestamp();
            default -> null;
        };
    }

    static String name(LogicalType type) {
        return type instanceof DecimalType decimal
                ? "KDA_CAST_DECIMAL_" + decimal.getPrecision() + "_" + decimal.getScale()
                : "KDA_CAST_" + switch (type.getTypeRoot()) {
                    case TIME_WITHOUT_TIME_ZONE -> "TIME";
                    case TIMESTAMP_WITHOUT_TIME_ZONE -> "TIMESTAMP";
                    default -> type.getTypeRoot().name();
                };
    }

    /** Takes anything. */
    public abstract static class Cast extends ScalarFunction {
        private static final long serialVersionUID = 1;

        abstract DataType result();

        @Override
        public TypeInference getTypeInference(DataTypeFactory types) {
            return Inference.ofAny(1, result());
        }

        @Override
        public boolean supportsConstantFolding() {
            return false;
        }
    }

    public static final class ToByte extends Cast {
        private static final long serialVersionUID = 1;

        public Byte eval(Object value) {
            Long number = Casts.toLong(value, Byte.MIN_VALUE, Byte.MAX_VALUE, "TINYINT");
            return number == null ? null : number.byteValue();
        }

        @Override
        DataType result() {
            return DataTypes.TINYINT();
        }
    }

    public static final class ToShort extends Cast {
        private static final long serialVersionUID = 1;

        public Short eval(Object value) {
            Long number = Casts.toLong(value, Short.MIN_VALUE, Short.MAX_VALUE, "SMALLINT");
            return number == null ? null : number.shortValue();
        }

        @Override
        DataType result() {
            return DataTypes.SMALLINT();
        }
    }

    public static final class ToInt extends Cast {
        private static final long serialVersionUID = 1;

        public Integer eval(Object value) {
            if (value instanceof Integer same) {
                return same;
            }
            Long number = Casts.toLong(value, Integer.MIN_VALUE, Integer.MAX_VALUE, "INTEGER");
            return number == null ? null : number.intValue();
        }

        @Override
        DataType result() {
            return DataTypes.INT();
        }
    }

    public static final class ToLong extends Cast {
        private static final long serialVersionUID = 1;

        public Long eval(Object value) {
            return value instanceof Long same ? same : Casts.toLong(value, Long.MIN_VALUE, Long.MAX_VALUE, "BIGINT");
        }

        @Override
        DataType result() {
            return DataTypes.BIGINT();
        }
    }

    public static final class ToFloat extends Cast {
        private static final long serialVersionUID = 1;

        public Float eval(Object value) {
            return Casts.toFloat(value, "REAL");
        }

        @Override
        DataType result() {
            return DataTypes.FLOAT();
        }
    }

    public static final class ToDouble extends Cast {
        private static final long serialVersionUID = 1;

        public Double eval(Object value) {
            return Casts.toDouble(value, "DOUBLE");
        }

        @Override
        DataType result() {
            return DataTypes.DOUBLE();
        }
    }

    public static final class ToDecimal extends Cast {
        private static final long serialVersionUID = 1;

        private final int precision;
        private final int scale;

        ToDecimal(int precision, int scale) {
            this.precision = precision;
            this.scale = scale;
        }

        public DecimalData eval(Object value) {
            return Casts.toDecimal(value, precision, scale, "DECIMAL(" + precision + "," + scale + ")");
        }

        @Override
        DataType result() {
            return DataTypes.DECIMAL(precision, scale).bridgedTo(DecimalData.class);
        }
    }

    public static final class ToBoolean extends Cast {
        private static final long serialVersionUID = 1;

        public Boolean eval(Object value) {
            return Casts.toBoolean(value);
        }

        @Override
        DataType result() {
            return DataTypes.BOOLEAN();
        }
    }

    public static final class ToDate extends Cast {
        private static final long serialVersionUID = 1;

        public Integer eval(Object value) {
            return Casts.toDate(value);
        }

        @Override
        DataType result() {
            return DataTypes.DATE().bridgedTo(Integer.class);
        }
    }

    public static final class ToTime extends Cast {
        private static final long serialVersionUID = 1;

        public Integer eval(Object value) {
            return Casts.toTime(value);
        }

        @Override
        DataType result() {
            return DataTypes.TIME(0).bridgedTo(Integer.class);
        }
    }

    public static final class ToTimestamp extends Cast {
        private static final long serialVersionUID = 1;

        public TimestampData eval(Object value) {
            return Casts.toTimestamp(value);
        }

        @Override
        DataType result() {
            return DataTypes.TIMESTAMP(3).bridgedTo(TimestampData.class);
        }
    }
}
