package io.weir.sql.sink;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** One column of a row, as it is written: dates and times the way AWS's outputs had them, {@code 2019-06-18 19:23:59.393}. */
final class FieldText implements Serializable {
    private static final long serialVersionUID = 1;

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    final String name;
    final LogicalTypeRoot root;
    private final RowData.FieldGetter getter;

    FieldText(String name, LogicalType type, int index) {
        this.name = name;
        this.root = type.getTypeRoot();
        this.getter = RowData.createFieldGetter(type, index);
    }

    /** In Flink's internal form, or null. */
    Object value(RowData row) {
        return getter.getFieldOrNull(row);
    }

    /** Whether it is written as it is, and not as a text in quotes. */
    boolean isBare() {
        return switch (root) {
            case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, FLOAT, DOUBLE, BOOLEAN -> true;
            default -> false;
        };
    }

    String text(Object value) {
        return switch (root) {
            case DATE -> LocalDate.ofEpochDay((int) value).toString();
            case TIME_WITHOUT_TIME_ZONE -> LocalTime.ofNanoOfDay((int) value * 1_000_000L).format(TIME);
            case TIMESTAMP_WITHOUT_TIME_ZONE -> timestamp((TimestampData) value);
            case DECIMAL -> ((DecimalData) value).toBigDecimal().toPlainString();
            case BINARY, VARBINARY -> HexFormat.of().withUpperCase().formatHex((byte[]) value);
            default -> value.toString();
        };
    }

    private static String timestamp(TimestampData value) {
        LocalDateTime time = value.toLocalDateTime();
        return time.format(TIMESTAMP);
    }
}
