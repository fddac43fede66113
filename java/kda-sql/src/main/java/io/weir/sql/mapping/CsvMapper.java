package io.weir.sql.mapping;

import io.weir.sql.job.SourceSchema;
import io.weir.sql.stream.ErrorRow;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Delimited records: any number of rows in each, columns by position. A row may have more fields than there are columns; where it has fewer, and
 * where a field is empty and not in quotes, the column is null.
 */
final class CsvMapper implements RecordMapper {
    private static final long serialVersionUID = 1;

    private final CsvSplitter splitter;
    private final Coercion[] coercions;
    private final int spare;

    CsvMapper(SourceSchema schema, RowType type, int spare) {
        this.splitter = new CsvSplitter(schema.recordRowDelimiter(), schema.recordColumnDelimiter());
        this.coercions = new Coercion[schema.columns().size()];
        for (int i = 0; i < coercions.length; i++) {
            coercions[i] = Coercion.of(type.getTypeAt(i));
        }
        this.spare = spare;
    }

    @Override
    public void map(byte[] record, Rows rows) {
        String text = new String(record, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0 && !isUtf8(record)) {
            rows.error(ErrorRow.PARSE, "The record is not UTF-8", record);
            return;
        }
        List<String> fields = new ArrayList<>(coercions.length);
        int at = text.startsWith("\uFEFF") ? 1 : 0;
        while (at < text.length()) {
            fields.clear();
            int end = splitter.row(text, at, coercions.length, fields);
            if (end < 0) {
                rows.error(ErrorRow.PARSE, "A quoted field does not end", text.substring(at).getBytes(StandardCharsets.UTF_8));
                return;
            }
            if (!fields.isEmpty()) {
                row(fields, text, at, end, rows);
            }
            at = end;
        }
    }

    private void row(List<String> fields, String text, int from, int to, Rows rows) {
        GenericRowData row = new GenericRowData(coercions.length + spare);
        try {
            for (int i = 0; i < coercions.length && i < fields.size(); i++) {
                String field = fields.get(i);
                row.setField(i, field == null ? null : coercions[i].string(field));
            }
        } catch (CoercionException e) {
            rows.error(ErrorRow.COERCION, e.getMessage(), text.substring(from, to).getBytes(StandardCharsets.UTF_8));
            return;
        }
        rows.row(row);
    }

    private static boolean isUtf8(byte[] record) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
