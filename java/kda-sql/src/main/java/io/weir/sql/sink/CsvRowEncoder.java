package io.weir.sql.sink;

import java.nio.charset.StandardCharsets;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** A line of comma-separated fields with its line end, as AWS wrote it. A null is an empty field; what could be misread is in quotes. */
final class CsvRowEncoder implements RowEncoder {
    private static final long serialVersionUID = 1;

    private final FieldText[] fields;

    CsvRowEncoder(RowType type, int columns) {
        fields = new FieldText[columns];
        for (int i = 0; i < columns; i++) {
            fields[i] = new FieldText(type.getFieldNames().get(i), type.getTypeAt(i), i);
        }
    }

    @Override
    public byte[] encode(RowData row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < fields.length; i++) {
            if (i > 0) {
                line.append(',');
            }
            Object value = fields[i].value(row);
            if (value != null) {
                append(line, fields[i].text(value));
            }
        }
        return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder line, String text) {
        boolean quoted = text.indexOf(',') >= 0 || text.indexOf('"') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
        if (quoted) {
            line.append('"').append(text.replace("\"", "\"\"")).append('"');
        } else {
            line.append(text);
        }
    }
}
