package io.weir.sql.operator;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;

/**
 * Finds each key's stagger windows. A window opens at the first ROWTIME of a key that finds none open and closes a fixed time later.
 *
 * <p>Rows of parallel sources come a little out of order, so which is the first is known when the watermark reaches it. Until then the rows of a
 * window wait. What becomes of rows in an open window is said by those that extend this.
 */
abstract class StaggerOperator extends AbstractStreamOperator<RowData>
        implements OneInputStreamOperator<RowData, RowData>, Triggerable<RowData, VoidNamespace> {
    private static final long serialVersionUID = 1;

    private final RowType type;
    private final long length;
    private transient RowDataSerializer rows;
    private transient ValueState<Long> opens;
    private transient ListState<Tuple2<Long, RowData>> waiting;
    private transient InternalTimerService<VoidNamespace> timers;

    /** @param length of a window, ms */
    StaggerOperator(RowType type, long length) {
        this.type = type;
        this.length = length;
    }

    @Override
    public void open() throws Exception {
        super.open();
        rows = new RowDataSerializer(type);
        opens = getRuntimeContext().getState(new ValueStateDescriptor<>("opens", Types.LONG));
        waiting =
                getRuntimeContext()
                        .getListState(new ListStateDescriptor<>("waiting", Types.TUPLE(Types.LONG, InternalTypeInfo.of(type))));
        timers = getInternalTimerService("windows", VoidNamespaceSerializer.INSTANCE, this);
    }

    /** Takes a row if the key has an open window that it falls into. */
    abstract boolean add(StreamRecord<RowData> row) throws Exception;

    /** Opens a window of the key, which has none, with the rows that have waited for it. */
    abstract void open(long end, List<RowData> within) throws Exception;

    /** Closes the key's window if there is one that ends by now. */
    abstract void close(long now) throws Exception;

    @Override
    public void processElement(StreamRecord<RowData> record) throws Exception {
        if (add(record)) {
            return;
        }
        long time = record.getTimestamp();
        waiting.add(Tuple2.of(time, rows.copy(record.getValue())));
        Long opening = opens.value();
        if (opening == null || time < opening) {
            opensAt(time);
        }
    }

    private void opensAt(long time) throws Exception {
        opens.update(time);
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, time);
    }

    @Override
    public void onEventTime(InternalTimer<RowData, VoidNamespace> timer) throws Exception {
        long now = timer.getTimestamp();
        close(now);
        Long opening = opens.value();
        if (opening != null && opening == now) {
            openNext(now + length);
        }
    }

    private void openNext(long end) throws Exception {
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, end);
        List<Tuple2<Long, RowData>> later = new ArrayList<>();
        List<RowData> within = new ArrayList<>();
        for (Tuple2<Long, RowData> row : waiting.get()) {
            if (row.f0 < end) {
                within.add(row.f1);
            } else {
                later.add(row);
            }
        }
        open(end, within);
        if (later.isEmpty()) {
            waiting.clear();
            opens.clear();
        } else {
            waiting.update(later);
            opensAt(later.stream().mapToLong(row -> row.f0).min().getAsLong());
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<RowData, VoidNamespace> timer) {
        throw new IllegalStateException("no timer of processing time is ever registered");
    }
}
