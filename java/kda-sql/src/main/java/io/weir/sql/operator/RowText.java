package io.weir.sql.operator;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Rows as text with commas, for DATA_ROW of {@code error_stream}: a row within the job has no bytes that its author would know. */
final class RowText implements Serializable {
    private static final long serialVersionUID = 1;

    private final RowData.FieldGetter[] columns;

    RowText(RowType type) {
        columns = new RowData.FieldGetter[type.getFieldCount()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = RowData.createFieldGetter(type.getTypeAt(i), i);
        }
    }

    byte[] of(RowData row) {
        StringJoiner text = new StringJoiner(",");
        for (RowData.FieldGetter column : columns) {
            Object value = column.getFieldOrNull(row);
            text.add(value == null ? "" : value.toString());
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
