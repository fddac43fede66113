package io.weir.sql.stream;

import java.util.Arrays;
import java.util.HexFormat;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/**
 * Makes rows of {@code error_stream}. What AWS wrote there is known from rows that its users recorded: level {@code WARNING}, names such as
 * {@code Coercion error}, Java's own words as the message, the record in upper-case hexadecimal, and the text {@code null} as the pump of what
 * never reached one.
 */
public final class ErrorRow {
    /** A value that does not fit its column. */
    public static final String COERCION = "Coercion error";

    /** A record that is no JSON, no CSV or no UTF-8. */
    public static final String PARSE = "Parse error";

    /** A function that records go through first said that it could not handle one. */
    public static final String PROCESSING = "Record processing failed";

    private static final String LEVEL = "WARNING";
    private static final String NO_PUMP = "null";
    private static final int MESSAGE_LENGTH = 4096;
    private static final int DATA_BYTES = 49152 / 2;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private ErrorRow() {}

    /** Of a record that did not become a row of an input stream. */
    public static RowData ofRecord(String name, String message, long rowtime, byte[] record) {
        return of(name, message, rowtime, record, NO_PUMP);
    }

    /**
     * @param rowtime of the row that failed, epoch ms
     * @param data the row's bytes; what is too long for the column is cut
     * @param pump exact name
     */
    public static RowData of(String name, String message, long rowtime, byte[] data, String pump) {
        byte[] shown = data.length > DATA_BYTES ? Arrays.copyOf(data, DATA_BYTES) : data;
        String text = message == null ? "" : message;
        GenericRowData row = new GenericRowData(ErrorStream.TYPE.getFieldCount());
        row.setField(0, TimestampData.fromEpochMillis(System.currentTimeMillis()));
        row.setField(1, StringData.fromString(LEVEL));
        row.setField(2, StringData.fromString(name));
        row.setField(3, StringData.fromString(text.substring(0, Math.min(text.length(), MESSAGE_LENGTH))));
        row.setField(4, TimestampData.fromEpochMillis(rowtime));
        row.setField(5, StringData.fromString(HEX.formatHex(shown)));
        row.setField(6, StringData.fromString(pump));
        return row;
    }
}
