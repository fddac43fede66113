package io.weir.sql.testing;

import io.weir.sql.stream.ErrorStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.Collector;

/** Rows as lines of text: the stream's name, a tab, and the cells that {@link SqlCase} is given. */
final class ShownRows extends ProcessFunction<RowData, String> {
    private static final long serialVersionUID = 1;

    private final String name;
    private final RowType type;

    ShownRows(String name, RowType type) {
        this.name = name;
        this.type = type;
    }

    @Override
    public void processElement(RowData row, Context context, Collector<String> out) {
        List<String> cells = new ArrayList<>();
        if (name.equals(ErrorStream.NAME)) {
            for (String column : List.of("DATA_ROWTIME", "ERROR_NAME", "MESSAGE")) {
                cells.add(cell(row, type.getFieldIndex(column)));
            }
        } else {
            cells.add(Cells.time(context.timestamp()));
            for (int i = 0; i < type.getFieldCount(); i++) {
                cells.add(cell(row, i));
            }
        }
        out.collect(name + "\t" + String.join(" | ", cells));
    }

    private String cell(RowData row, int column) {
        LogicalType of = type.getTypeAt(column);
        return Cells.show(RowData.createFieldGetter(of, column).getFieldOrNull(row), of);
    }
}
