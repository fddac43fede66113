package io.weir.sql.operator;

import io.weir.sql.stream.ErrorRow;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.Collector;

/** Rows that came too late to be put in order, as rows of {@code error_stream}. */
final class LateRows extends ProcessFunction<RowData, RowData> {
    private static final long serialVersionUID = 1;

    private final RowText text;
    private final String stream;

    LateRows(RowType type, String stream) {
        this.text = new RowText(type);
        this.stream = stream;
    }

    @Override
    public void processElement(RowData row, Context context, Collector<RowData> out) {
        out.collect(
                ErrorRow.of(
                        "Late row",
                        "The row is further behind than the interval of ORDER BY ... WITHIN",
                        context.timestamp(),
                        text.of(row),
                        stream));
    }
}
