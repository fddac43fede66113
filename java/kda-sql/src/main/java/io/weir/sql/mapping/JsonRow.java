package io.weir.sql.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.weir.sql.stream.ErrorRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;

/**
 * Reads one value of a record as a row, or as one row for each element of the array that the schema flattens, with the values beside it repeated.
 * An array without elements is one row without them.
 */
final class JsonRow {
    private final JsonTree tree;
    private final Coercion[] coercions;
    private final int fields;
    private final RecordMapper.Rows rows;

    private byte[] record;
    private int offset;

    /** The row under the parser: values of its own, then those of each element. */
    private GenericRowData values;

    private String error;
    private List<Element> elements;

    /** Of a flattened array; {@code error} is why it is none, or null. */
    private record Element(GenericRowData values, String error) {}

    JsonRow(JsonTree tree, Coercion[] coercions, int fields, RecordMapper.Rows rows) {
        this.tree = tree;
        this.coercions = coercions;
        this.fields = fields;
        this.rows = rows;
    }

    /** @param offset of what is read of the record */
    void begin(byte[] record, int offset) {
        this.record = record;
        this.offset = offset;
    }

    void refuse(String message) {
        rows.error(ErrorRow.PARSE, message, record);
    }

    /** The parser stands at the row's value and is left at its end. */
    void read(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT && tree.columns.length == 0) {
            refuse("Expected an object, found " + parser.currentToken().asString());
            return;
        }
        values = new GenericRowData(fields);
        error = null;
        elements = null;
        value(parser, tree);
        emit();
    }

    private void emit() {
        if (error != null) {
            rows.error(ErrorRow.COERCION, error, record);
        } else if (elements == null || elements.isEmpty()) {
            rows.row(values);
        } else {
            for (Element element : elements) {
                if (element.error != null) {
                    rows.error(ErrorRow.COERCION, element.error, record);
                    continue;
                }
                GenericRowData joined = new GenericRowData(fields);
                for (int i = 0; i < coercions.length; i++) {
                    joined.setField(i, (element.values.isNullAt(i) ? values : element.values).getField(i));
                }
                rows.row(joined);
            }
        }
    }

    private void value(JsonParser parser, JsonTree node) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> container(parser, node);
            case START_ARRAY -> container(parser, node);
            case VALUE_NULL -> set(node.columns, null);
            default -> {
                for (int column : node.columns) {
                    try {
                        values.setField(column, scalar(parser, coercions[column]));
                    } catch (CoercionException e) {
                        error = error == null ? e.getMessage() : error;
                    }
                }
            }
        }
    }

    private static Object scalar(JsonParser parser, Coercion coercion) throws IOException, CoercionException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> coercion.string(parser);
            case VALUE_TRUE -> coercion.bool(true);
            case VALUE_FALSE -> coercion.bool(false);
            default -> coercion.number(parser);
        };
    }

    private void container(JsonParser parser, JsonTree node) throws IOException {
        // Asking for a place costs as much as reading a value.
        long from = node.columns.length == 0 ? 0 : parser.currentTokenLocation().getByteOffset();
        if (parser.currentToken() == JsonToken.START_OBJECT && !node.isLeaf()) {
            JsonToken token;
            while ((token = parser.nextToken()) != JsonToken.END_OBJECT) {
                JsonTree child = token == JsonToken.FIELD_NAME ? node.keys.get(parser.currentName()) : null;
                parser.nextToken();
                if (child == null) {
                    parser.skipChildren();
                } else {
                    value(parser, child);
                }
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY && node.elements != null) {
            flatten(parser, node.elements);
        } else {
            parser.skipChildren();
        }
        if (node.columns.length > 0) {
            String text = bare((int) from + offset, (int) parser.currentLocation().getByteOffset() + offset);
            for (int column : node.columns) {
                try {
                    values.setField(column, coercions[column].container(text));
                } catch (CoercionException e) {
                    error = error == null ? e.getMessage() : error;
                }
            }
        }
    }

    private void flatten(JsonParser parser, JsonTree node) throws IOException {
        GenericRowData outer = values;
        String outerError = error;
        elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values = new GenericRowData(coercions.length);
            error = null;
            value(parser, node);
            elements.add(new Element(values, error));
        }
        values = outer;
        error = outerError;
    }

    private void set(int[] columns, Object value) {
        for (int column : columns) {
            values.setField(column, value);
        }
    }

    /** The text of an array or object as it was sent, without the white space between its parts: so AWS's guide shows it. */
    private String bare(int from, int to) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(to - from);
        boolean quoted = false;
        for (int i = from; i < to; i++) {
            byte b = record[i];
            if (quoted && b == '\\') {
                text.write(b);
                i++;
                text.write(record[i]);
                continue;
            }
            quoted = b == '"' ? !quoted : quoted;
            if (quoted || b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                text.write(b);
            }
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}
