package io.weir.sql.function;

import java.io.Serializable;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.VarCharType;

/** A piece of text as a value of a type, in Flink's internal form; NULL and the row failed when it is none. Not for several threads. */
public final class TextCast implements Serializable {
    private static final long serialVersionUID = 1;

    private final LogicalType type;
    private final String pattern;

    private transient DatePattern dates;

    /** @param pattern of dates and times, or null for SQL's own form */
    public TextCast(LogicalType type, String pattern) {
        this.type = type;
        this.pattern = pattern;
    }

    public Object apply(String text) {
        return switch (type.getTypeRoot()) {
            case VARCHAR -> {
                int length = ((VarCharType) type).getLength();
                yield StringData.fromString(text.length() > length ? text.substring(0, length) : text);
            }
            case TINYINT -> {
                Long number = number(text, Byte.MIN_VALUE, Byte.MAX_VALUE, "TINYINT");
                yield number == null ? null : (Byte) number.byteValue();
            }
            case SMALLINT -> {
                Long number = number(text, Short.MIN_VALUE, Short.MAX_VALUE, "SMALLINT");
                yield number == null ? null : (Short) number.shortValue();
            }
            case INTEGER -> {
                Long number = number(text, Integer.MIN_VALUE, Integer.MAX_VALUE, "INTEGER");
                yield number == null ? null : (Integer) number.intValue();
            }
            case BIGINT -> number(text, Long.MIN_VALUE, Long.MAX_VALUE, "BIGINT");
            case DECIMAL -> Casts.toDecimal(
                    StringData.fromString(text), ((DecimalType) type).getPrecision(), ((DecimalType) type).getScale(), type.asSummaryString());
            case FLOAT -> Casts.toFloat(StringData.fromString(text), "REAL");
            case DOUBLE -> Casts.toDouble(StringData.fromString(text), "DOUBLE");
            case BOOLEAN -> Casts.toBoolean(StringData.fromString(text));
            case DATE -> Casts.toDate(dated(text));
            case TIME_WITHOUT_TIME_ZONE -> Casts.toTime(dated(text));
            case TIMESTAMP_WITHOUT_TIME_ZONE -> Casts.toTimestamp(dated(text));
            default -> throw new IllegalArgumentException("text cannot become " + type.asSummaryString());
        };
    }

    private static Long number(String text, long min, long max, String type) {
        return Casts.toLong(StringData.fromString(text), min, max, type);
    }

    private Object dated(String text) {
        if (pattern == null) {
            return StringData.fromString(text);
        }
        if (dates == null) {
            dates = new DatePattern(pattern);
        }
        Long millis = dates.parse(text);
        return millis == null ? StringData.fromString(text) : TimestampData.fromEpochMillis(millis);
    }
}
