package io.weir.sql.testing;

import io.weir.sql.function.Types;
import io.weir.sql.operator.Restamp;
import io.weir.sql.stream.InAppStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Rows that a test writes down.
 *
 * @param type columns
 * @param rows with the time, if there is one, as one more column at the end
 */
record Table(RowType type, List<RowData> rows) {

    static Table timed(String columns, String text) {
        RowType type = type(columns);
        List<RowData> rows = new ArrayList<>();
        for (String line : lines(text)) {
            String[] cells = line.split(" \\| ?", -1);
            GenericRowData row = row(type, cells, 1, type.getFieldCount() + 1);
            row.setField(type.getFieldCount(), Cells.time(cells[0]));
            rows.add(row);
        }
        return new Table(type, rows);
    }

    static Table untimed(String columns, String text) {
        RowType type = type(columns);
        List<RowData> rows = new ArrayList<>();
        lines(text).forEach(line -> rows.add(row(type, line.split(" \\| ?", -1), 0, type.getFieldCount())));
        return new Table(type, rows);
    }

    /** The lines of a table with one space around their bars, and nothing behind an empty last cell. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.lines().map(String::strip).filter(each -> !each.isEmpty()).toList()) {
            List<String> cells = new ArrayList<>();
            for (String cell : line.split("\\|", -1)) {
                cells.add(cell.strip());
            }
            lines.add(String.join(" | ", cells));
        }
        return lines;
    }

    private static RowType type(String columns) {
        List<RowType.RowField> fields = new ArrayList<>();
        for (String column : columns.split(",(?![^(]*\\))")) {
            String[] parts = column.strip().split("\\s+", 2);
            fields.add(new RowType.RowField(parts[0], Types.of(parts[1]).copy(true)));
        }
        return new RowType(fields);
    }

    private static GenericRowData row(RowType type, String[] cells, int from, int arity) {
        if (cells.length - from != type.getFieldCount()) {
            throw new IllegalArgumentException("not " + type.getFieldCount() + " cells: " + String.join(" | ", cells));
        }
        GenericRowData row = new GenericRowData(arity);
        for (int i = 0; i < type.getFieldCount(); i++) {
            row.setField(i, Cells.read(cells[from + i].strip(), type.getTypeAt(i)));
        }
        return row;
    }

    /** The rows as a stream that comes in, with a watermark after each. */
    InAppStream stream(StreamExecutionEnvironment env, String name, int hidden) {
        List<RowType.RowField> fields = new ArrayList<>(type.getFields());
        fields.add(new RowType.RowField("TIME$", new BigIntType()));
        int time = type.getFieldCount();
        DataStream<RowData> timed =
                env.fromCollection(rows, InternalTypeInfo.of(new RowType(fields)))
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<RowData>forGenerator(context -> new AfterEach())
                                        .withTimestampAssigner((row, before) -> row.getLong(time)))
                        .setParallelism(1);
        return new InAppStream(
                name, type, hidden, timed.transform("input", InternalTypeInfo.of(type), new Restamp(time, 0)).setParallelism(1));
    }

    private static final class AfterEach implements WatermarkGenerator<RowData> {
        @Override
        public void onEvent(RowData row, long time, WatermarkOutput output) {
            output.emitWatermark(new Watermark(time - 1));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }
}
