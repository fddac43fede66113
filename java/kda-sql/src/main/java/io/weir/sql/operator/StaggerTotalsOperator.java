package io.weir.sql.operator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.utils.JoinedRowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;

/**
 * Makes one row of each stagger window, where totals are all that is asked of it: the columns of its first row and the totals behind them, stamped
 * with the time at which it closes.
 *
 * <p>State is read once and written once between two watermarks, not with each row: what rows have added is kept beside it until then, or until a
 * checkpoint begins.
 */
final class StaggerTotalsOperator extends StaggerOperator {
    private static final long serialVersionUID = 1;

    /** Keys whose windows are kept beside the state at most. */
    private static final int MOST_ADDED_TO = 10_000;

    private final RowType type;
    private final Totals totals;
    /** By key: what has changed since it was read from the state of windows. */
    private transient Map<Object, Tuple2<Long, Tuple3<long[], long[], double[]>>> addedTo;
    /** The open window's end, and what its rows make so far. */
    private transient ValueState<Tuple2<Long, Tuple3<long[], long[], double[]>>> window;
    private transient ValueState<RowData> first;

    StaggerTotalsOperator(RowType type, long length, Totals totals) {
        super(type, length);
        this.type = type;
        this.totals = totals;
    }

    @Override
    public void open() throws Exception {
        super.open();
        addedTo = new HashMap<>();
        window = getRuntimeContext().getState(new ValueStateDescriptor<>("window", Types.TUPLE(Types.LONG, Totals.STATE)));
        first = getRuntimeContext().getState(new ValueStateDescriptor<>("first", InternalTypeInfo.of(type)));
    }

    @Override
    boolean add(StreamRecord<RowData> row) throws Exception {
        Object key = getCurrentKey();
        Tuple2<Long, Tuple3<long[], long[], double[]>> open = addedTo.get(key);
        boolean known = open != null;
        if (!known) {
            open = window.value();
        }
        if (open == null || row.getTimestamp() >= open.f0) {
            return false;
        }
        totals.add(open.f1, row.getValue());
        if (!known) {
            addedTo.put(key, open);
        }
        if (addedTo.size() > MOST_ADDED_TO) {
            writeBack();
        }
        return true;
    }

    private void writeBack() throws Exception {
        if (addedTo.isEmpty()) {
            return;
        }
        Object key = getCurrentKey();
        for (Map.Entry<Object, Tuple2<Long, Tuple3<long[], long[], double[]>>> each : addedTo.entrySet()) {
            setCurrentKey(each.getKey());
            window.update(each.getValue());
        }
        addedTo.clear();
        setCurrentKey(key);
    }

    /** Windows close by the state alone. */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        writeBack();
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        writeBack();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    void open(long end, List<RowData> within) throws Exception {
        Tuple3<long[], long[], double[]> sums = totals.begin();
        within.forEach(row -> totals.add(sums, row));
        window.update(Tuple2.of(end, sums));
        first.update(within.get(0));
    }

    @Override
    void close(long now) throws Exception {
        Tuple2<Long, Tuple3<long[], long[], double[]>> open = window.value();
        if (open == null || open.f0 > now) {
            return;
        }
        output.collect(new StreamRecord<>(new JoinedRowData(first.value(), totals.result(open.f1)), open.f0));
        window.clear();
        first.clear();
    }
}
