package io.weir.sql.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.util.OutputTag;

/**
 * ORDER BY a timestamp WITHIN an interval: puts rows that come out of order by at most the interval into the order of the timestamp, which
 * becomes their ROWTIME. Rows without a timestamp are discarded; rows that are further behind go to the side output. What the ROWTIMEs of the
 * incoming rows say about time is not looked at, as AWS says: time goes on only with rows. Runs as one subtask.
 */
final class TimeOrderOperator extends AbstractStreamOperator<RowData> implements OneInputStreamOperator<RowData, RowData> {
    private static final long serialVersionUID = 1;

    private final RowType type;
    private final int column;
    private final int precision;
    private final long slack;
    private final OutputTag<RowData> late;
    private transient RowDataSerializer rows;
    private transient TreeMap<Long, List<RowData>> waiting;
    private transient long newest;
    private transient long passedOn;
    private transient ListState<RowData> storedRows;
    private transient ListState<Long> storedTimes;

    /** @param slack ms by which a row may be behind the newest */
    TimeOrderOperator(RowType type, int column, long slack, OutputTag<RowData> late) {
        this.type = type;
        this.column = column;
        this.precision = ((TimestampType) type.getTypeAt(column)).getPrecision();
        this.slack = slack;
        this.late = late;
        chainingStrategy = ChainingStrategy.ALWAYS;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        rows = new RowDataSerializer(type);
        waiting = new TreeMap<>();
        newest = Long.MIN_VALUE;
        passedOn = Long.MIN_VALUE;
        storedRows = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("waiting", InternalTypeInfo.of(type)));
        storedTimes = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("times", Long.class));
        for (RowData row : storedRows.get()) {
            keep(row, row.getTimestamp(column, precision).getMillisecond());
        }
        List<Long> times = new ArrayList<>();
        storedTimes.get().forEach(times::add);
        if (!times.isEmpty()) {
            newest = times.get(0);
            passedOn = times.get(1);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        List<RowData> all = new ArrayList<>();
        waiting.values().forEach(all::addAll);
        storedRows.update(all);
        storedTimes.update(List.of(newest, passedOn));
    }

    @Override
    public void processElement(StreamRecord<RowData> record) {
        RowData row = record.getValue();
        if (row.isNullAt(column)) {
            return;
        }
        TimestampData timestamp = row.getTimestamp(column, precision);
        long time = timestamp.getMillisecond();
        if (time <= passedOn) {
            output.collect(late, record);
            return;
        }
        keep(rows.copy(row), time);
        if (time > newest) {
            newest = time;
            goOn(newest - slack - 1);
        }
    }

    /** Only the end of the input is taken from the incoming watermarks. */
    @Override
    public void processWatermark(Watermark mark) {
        if (mark.getTimestamp() == Long.MAX_VALUE) {
            goOn(Long.MAX_VALUE);
        }
    }

    private void keep(RowData row, long time) {
        waiting.computeIfAbsent(time, at -> new ArrayList<>()).add(row);
    }

    private void goOn(long to) {
        while (!waiting.isEmpty() && waiting.firstKey() <= to) {
            var entry = waiting.pollFirstEntry();
            entry.getValue().forEach(row -> output.collect(new StreamRecord<>(row, entry.getKey())));
        }
        if (to > passedOn) {
            passedOn = to;
            output.emitWatermark(new Watermark(to));
        }
    }
}
