package io.weir.sql.operator;

import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;

/**
 * Puts each row into its key's stagger window: restamps it with the time at which that window closes.
 *
 * <p>A window opens with the first row of a key that finds none open and closes a fixed time later; the closing time is thus known when a row
 * comes, and nothing but that time is kept for a key. Rows with the same key and stamp are one window, which Flink aggregates as they come and
 * ends when the watermark reaches the stamp. A stamp lies in the future, so that no row is late.
 */
final class StaggerOperator extends AbstractStreamOperator<RowData>
        implements OneInputStreamOperator<RowData, RowData>, Triggerable<RowData, VoidNamespace> {
    private static final long serialVersionUID = 1;

    private final long length;
    private transient ValueState<Long> closes;
    private transient InternalTimerService<VoidNamespace> timers;

    /** @param length of a window, ms */
    StaggerOperator(long length) {
        this.length = length;
    }

    @Override
    public void open() throws Exception {
        super.open();
        closes = getRuntimeContext().getState(new ValueStateDescriptor<>("closes", LongSerializer.INSTANCE));
        timers = getInternalTimerService("closing", VoidNamespaceSerializer.INSTANCE, this);
    }

    @Override
    public void processElement(StreamRecord<RowData> record) throws Exception {
        Long end = closes.value();
        if (end == null || record.getTimestamp() >= end) {
            end = record.getTimestamp() + length;
            closes.update(end);
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, end);
        }
        output.collect(record.replace(record.getValue(), end));
    }

    @Override
    public void onEventTime(InternalTimer<RowData, VoidNamespace> timer) throws Exception {
        Long end = closes.value();
        if (end != null && end <= timer.getTimestamp()) {
            closes.clear();
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<RowData, VoidNamespace> timer) {
        throw new IllegalStateException("no timer of processing time is ever registered");
    }
}
