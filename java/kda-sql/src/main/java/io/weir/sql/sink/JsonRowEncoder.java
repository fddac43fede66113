package io.weir.sql.sink;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** A JSON object whose keys are the stream's columns as they are cased. */
final class JsonRowEncoder implements RowEncoder {
    private static final long serialVersionUID = 1;

    private final FieldText[] fields;

    /** What stands before each value. */
    private final String[] keys;

    JsonRowEncoder(RowType type, int columns) {
        fields = new FieldText[columns];
        keys = new String[columns];
        for (int i = 0; i < columns; i++) {
            fields[i] = new FieldText(type.getFieldNames().get(i), type.getTypeAt(i), i);
            keys[i] = (i == 0 ? "{\"" : ",\"") + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(fields[i].name)) + "\":";
        }
    }

    @Override
    public byte[] encode(RowData row) {
        StringBuilder object = new StringBuilder(64 + 16 * fields.length);
        for (int i = 0; i < fields.length; i++) {
            object.append(keys[i]);
            Object value = fields[i].value(row);
            if (value == null) {
                object.append("null");
                continue;
            }
            String text = fields[i].text(value);
            // JSON has no number for NaN and the infinities.
            if (fields[i].isBare() && !isNoNumber(value)) {
                object.append(text);
            } else {
                object.append('"');
                JsonStringEncoder.getInstance().quoteAsString(text, object);
                object.append('"');
            }
        }
        return object.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isNoNumber(Object value) {
        return value instanceof Double wide && !Double.isFinite(wide) || value instanceof Float narrow && !Float.isFinite(narrow);
    }
}
