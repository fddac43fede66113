package io.weir.sql.testing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;

/** Values as text and back. */
final class Cells {
    /** The day on which times without one are. */
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    private Cells() {}

    /** @param text an hour, or a date and an hour */
    static long time(String text) {
        LocalDateTime at =
                text.contains("-")
                        ? LocalDateTime.parse(text.replace(' ', 'T'))
                        : LocalDateTime.of(DAY, LocalTime.parse(text));
        return at.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    static String time(long millis) {
        LocalDateTime at = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
        String time = at.toLocalTime().withNano(0).toString();
        String seconds = time.length() == 5 ? time + ":00" : time;
        String full = at.getNano() == 0 ? seconds : seconds + ".%03d".formatted(at.getNano() / 1_000_000);
        return at.toLocalDate().equals(DAY) ? full : at.toLocalDate() + " " + full;
    }

    static Object read(String cell, LogicalType type) {
        if (cell.isEmpty() || cell.equals("null")) {
            return null;
        }
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> Boolean.valueOf(cell);
            case TINYINT -> Byte.valueOf(cell);
            case SMALLINT -> Short.valueOf(cell);
            case INTEGER -> Integer.valueOf(cell);
            case BIGINT -> Long.valueOf(cell);
            case FLOAT -> Float.valueOf(cell);
            case DOUBLE -> Double.valueOf(cell);
            case DECIMAL -> {
                DecimalType decimal = (DecimalType) type;
                yield DecimalData.fromBigDecimal(new BigDecimal(cell), decimal.getPrecision(), decimal.getScale());
            }
            case CHAR, VARCHAR -> StringData.fromString(unquoted(cell));
            case TIMESTAMP_WITHOUT_TIME_ZONE -> TimestampData.fromEpochMillis(time(cell));
            case DATE -> (int) LocalDate.parse(cell).toEpochDay();
            case TIME_WITHOUT_TIME_ZONE -> LocalTime.parse(cell).toSecondOfDay() * 1000;
            case BINARY, VARBINARY -> HexFormat.of().parseHex(cell);
            default -> throw new IllegalArgumentException("no cells of type " + type);
        };
    }

    private static String unquoted(String cell) {
        return cell.length() > 1 && cell.startsWith("'") && cell.endsWith("'") ? cell.substring(1, cell.length() - 1) : cell;
    }

    static String show(Object value, LogicalType type) {
        if (value == null) {
            return "";
        }
        return switch (type.getTypeRoot()) {
            case TIMESTAMP_WITHOUT_TIME_ZONE -> time(((TimestampData) value).getMillisecond());
            case DATE -> LocalDate.ofEpochDay((int) value).toString();
            case TIME_WITHOUT_TIME_ZONE -> LocalTime.ofSecondOfDay((int) value / 1000).toString();
            case BINARY, VARBINARY -> HexFormat.of().formatHex((byte[]) value);
            case VARCHAR -> {
                String text = value.toString();
                yield text.isEmpty() || !text.equals(text.strip()) || text.equals("null") ? "'" + text + "'" : text;
            }
            default -> value.toString();
        };
    }
}
