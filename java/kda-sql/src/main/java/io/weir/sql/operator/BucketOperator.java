package io.weir.sql.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;

/**
 * Gathers rows by parts of time and handles a part when the watermark says that it is complete; parts one after the other, rows of a part in
 * order of arrival.
 *
 * <p>Rows may be emitted with the ROWTIMEs they came with: the watermark that goes on stays behind all rows that wait. Runs as one subtask.
 */
abstract class BucketOperator extends AbstractStreamOperator<RowData> implements OneInputStreamOperator<RowData, RowData> {
    private static final long serialVersionUID = 1;

    private final RowType type;
    private final TimeBucket bucket;
    private transient RowDataSerializer rows;
    private transient TreeMap<Long, List<Tuple2<Long, RowData>>> waiting;
    private transient ListState<Tuple2<Long, RowData>> stored;
    private transient long passedOn;

    BucketOperator(RowType type, TimeBucket bucket) {
        this.type = type;
        this.bucket = bucket;
        chainingStrategy = ChainingStrategy.ALWAYS;
    }

    /** Handles the rows of one complete part of time: pairs of ROWTIME and row, the list is the callee's to change. */
    abstract void complete(List<Tuple2<Long, RowData>> part) throws Exception;

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        waiting = new TreeMap<>();
        passedOn = Long.MIN_VALUE;
        rows = new RowDataSerializer(type);
        stored =
                context.getOperatorStateStore()
                        .getListState(
                                new ListStateDescriptor<>("waiting", Types.TUPLE(Types.LONG, InternalTypeInfo.of(type))));
        for (Tuple2<Long, RowData> row : stored.get()) {
            add(row);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        List<Tuple2<Long, RowData>> all = new ArrayList<>();
        waiting.values().forEach(all::addAll);
        stored.update(all);
    }

    @Override
    public void processElement(StreamRecord<RowData> record) {
        add(Tuple2.of(record.getTimestamp(), rows.copy(record.getValue())));
    }

    private void add(Tuple2<Long, RowData> row) {
        waiting.computeIfAbsent(bucket.startOf(row.f0), start -> new ArrayList<>()).add(row);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        while (!waiting.isEmpty() && bucket.endOf(waiting.firstKey()) - 1 <= mark.getTimestamp()) {
            complete(waiting.pollFirstEntry().getValue());
        }
        long behind = waiting.isEmpty() ? mark.getTimestamp() : Math.min(mark.getTimestamp(), waiting.firstKey() - 1);
        if (behind > passedOn) {
            passedOn = behind;
            super.processWatermark(new Watermark(behind));
        }
    }
}
