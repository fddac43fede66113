package io.weir.sql.function;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/**
 * What CAST and an assignment do with a value at run time: Flink's own differ, they cut where SQL-1_0 rounds, and end the job where it drops a
 * row. Numbers round half away from zero; texts may have blanks around them. What cannot be is reported as the row's failure, and NULL.
 *
 * <p>Values come in the forms of {@link Inference#internal}.
 */
final class Casts {
    private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    private Casts() {}

    static Long toLong(Object value, long min, long max, String type) {
        if (value == null) {
            return null;
        }
        long whole;
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            whole = ((Number) value).longValue();
        } else {
            BigDecimal number = toBigDecimal(value, type);
            if (number == null) {
                return null;
            }
            BigDecimal rounded = number.setScale(0, RoundingMode.HALF_UP);
            if (rounded.compareTo(LONG_MIN) < 0 || rounded.compareTo(LONG_MAX) > 0) {
                return outOfRange(value, type);
            }
            whole = rounded.longValue();
        }
        return whole < min || whole > max ? outOfRange(value, type) : (Long) whole;
    }

    static DecimalData toDecimal(Object value, int precision, int scale, String type) {
        BigDecimal number = toBigDecimal(value, type);
        if (number == null) {
            return null;
        }
        DecimalData decimal = DecimalData.fromBigDecimal(number, precision, scale);
        return decimal == null ? outOfRange(value, type) : decimal;
    }

    static Double toDouble(Object value, String type) {
        if (value == null) {
            return null;
        }
        double number;
        if (value instanceof Number plain) {
            number = plain.doubleValue();
        } else {
            BigDecimal exact = toBigDecimal(value, type);
            if (exact == null) {
                return null;
            }
            number = exact.doubleValue();
        }
        return Double.isFinite(number) ? (Double) number : outOfRange(value, type);
    }

    static Float toFloat(Object value, String type) {
        Double number = toDouble(value, type);
        if (number == null) {
            return null;
        }
        float small = number.floatValue();
        return Float.isFinite(small) ? (Float) small : outOfRange(value, type);
    }

    static Boolean toBoolean(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof StringData) {
            switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
                case "true":
                    return true;
                case "false":
                    return false;
                case "unknown":
                    return null;
                default:
            }
        }
        return value == null ? null : impossible(value, "BOOLEAN");
    }

    /** Days since 1970. */
    static Integer toDate(Object value) {
        if (value instanceof LocalDate date) {
            return (int) date.toEpochDay();
        }
        Long millis = millis(value, "DATE");
        return millis == null ? null : (Integer) (int) Math.floorDiv(millis, DateTimes.DAY);
    }

    /** Milliseconds of the day. */
    static Integer toTime(Object value) {
        if (value instanceof LocalTime time) {
            return (int) (time.toNanoOfDay() / 1_000_000);
        }
        Long millis = millis(value, "TIME");
        return millis == null ? null : (Integer) (int) Math.floorMod(millis, DateTimes.DAY);
    }

    static TimestampData toTimestamp(Object value) {
        Long millis =
                value instanceof LocalDate || value instanceof LocalTime ? DateFunctions.millis(value) : millis(value, "TIMESTAMP");
        return millis == null ? null : TimestampData.fromEpochMillis(millis);
    }

    /** Of a timestamp, or of a text that is one; for a TIME also of a text that is one. */
    private static Long millis(Object value, String type) {
        if (value instanceof TimestampData at) {
            return at.getMillisecond();
        }
        if (value instanceof StringData) {
            try {
                return type.equals("TIME") ? DateTimes.timeOrTimestamp(value.toString()) : DateTimes.timestamp(value.toString());
            } catch (DateTimeException wrong) {
                return impossible(value, type);
            }
        }
        return value == null ? null : impossible(value, type);
    }

    private static BigDecimal toBigDecimal(Object value, String type) {
        if (value == null) {
            return null;
        }
        try {
            if (value instanceof DecimalData decimal) {
                return decimal.toBigDecimal();
            } else if (value instanceof Float || value instanceof Double) {
                return new BigDecimal(value.toString());
            } else if (value instanceof Number whole) {
                return BigDecimal.valueOf(whole.longValue());
            } else if (value instanceof StringData) {
                return plain(new BigDecimal(value.toString().strip()));
            }
        } catch (NumberFormatException wrong) {
            return impossible(value, type);
        }
        return impossible(value, type);
    }

    /** No number that a type holds is this long; writing out {@code 1e999999999} would take all memory. */
    private static BigDecimal plain(BigDecimal number) {
        if (number.signum() != 0 && Math.abs((long) number.precision() - number.scale()) > 1000) {
            if (number.precision() - (long) number.scale() < 0) {
                return BigDecimal.ZERO;
            }
            throw new NumberFormatException();
        }
        return number;
    }

    private static <T> T impossible(Object value, String type) {
        RowErrors.report(RowErrors.INVALID_CAST, shown(value) + " cannot become " + type);
        return null;
    }

    private static <T> T outOfRange(Object value, String type) {
        RowErrors.report(RowErrors.OUT_OF_RANGE, shown(value) + " is beyond what " + type + " holds");
        return null;
    }

    private static String shown(Object value) {
        String text = value.toString();
        String cut = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return value instanceof StringData ? "'" + cut + "'" : cut;
    }
}
