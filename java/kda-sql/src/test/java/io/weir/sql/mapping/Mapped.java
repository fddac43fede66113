package io.weir.sql.mapping;

import io.weir.sql.function.Types;
import io.weir.sql.job.RecordFormat;
import io.weir.sql.job.SourceSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** What a record became, as text: rows as {@code +a|b}, errors as {@code !name: message}. Binary values are shown in hexadecimal. */
final class Mapped {
    private Mapped() {}

    /** @param columns each a type and a mapping, such as {@code VARCHAR(4) $.a} */
    static List<String> json(String rowPath, String record, String... columns) {
        return json(rowPath, record.getBytes(StandardCharsets.UTF_8), columns);
    }

    static List<String> json(String rowPath, byte[] record, String... columns) {
        List<SourceSchema.Column> schema = new ArrayList<>();
        LogicalType[] types = new LogicalType[columns.length];
        for (int i = 0; i < columns.length; i++) {
            int split = columns[i].indexOf(" $");
            types[i] = Types.of(columns[i].substring(0, split));
            schema.add(new SourceSchema.Column("C" + i, null, columns[i].substring(split + 1)));
        }
        return map(new SourceSchema(RecordFormat.JSON, rowPath, null, null, "UTF-8", schema), types, record);
    }

    static List<String> csv(String rowDelimiter, String columnDelimiter, byte[] record, String... types) {
        List<SourceSchema.Column> schema = new ArrayList<>();
        LogicalType[] parsed = new LogicalType[types.length];
        for (int i = 0; i < types.length; i++) {
            parsed[i] = Types.of(types[i]);
            schema.add(new SourceSchema.Column("C" + i, null, null));
        }
        return map(new SourceSchema(RecordFormat.CSV, null, rowDelimiter, columnDelimiter, "UTF-8", schema), parsed, record);
    }

    private static List<String> map(SourceSchema schema, LogicalType[] types, byte[] record) {
        List<String> seen = new ArrayList<>();
        RecordMapper.of(schema, RowType.of(types), 0).map(record, new RecordMapper.Rows() {
            @Override
            public void row(GenericRowData row) {
                StringJoiner text = new StringJoiner("|", "+", "");
                for (int i = 0; i < row.getArity(); i++) {
                    Object value = row.getField(i);
                    text.add(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value));
                }
                seen.add(text.toString());
            }

            @Override
            public void error(String name, String message, byte[] data) {
                seen.add("!" + name + ": " + message);
            }
        });
        return seen;
    }
}
