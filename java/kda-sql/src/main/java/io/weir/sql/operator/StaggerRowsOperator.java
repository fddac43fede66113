package io.weir.sql.operator;

import java.util.List;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Restamps each row with the time at which its key's stagger window closes.
 *
 * <p>Rows with the same key and stamp are one window, which Flink aggregates as they come and ends when the watermark reaches the stamp; a stamp lies
 * in the future, so that no row is late. Rows of an open window go through, and nothing but its end is kept.
 */
final class StaggerRowsOperator extends StaggerOperator {
    private static final long serialVersionUID = 1;

    private transient ValueState<Long> closes;

    StaggerRowsOperator(RowType type, long length) {
        super(type, length);
    }

    @Override
    public void open() throws Exception {
        super.open();
        closes = getRuntimeContext().getState(new ValueStateDescriptor<>("closes", Types.LONG));
    }

    @Override
    boolean add(StreamRecord<RowData> row) throws Exception {
        Long end = closes.value();
        if (end == null || row.getTimestamp() >= end) {
            return false;
        }
        output.collect(row.replace(row.getValue(), end));
        return true;
    }

    @Override
    void open(long end, List<RowData> within) throws Exception {
        closes.update(end);
        within.forEach(row -> output.collect(new StreamRecord<>(row, end)));
    }

    @Override
    void close(long now) throws Exception {
        Long end = closes.value();
        if (end != null && end <= now) {
            closes.clear();
        }
    }
}
