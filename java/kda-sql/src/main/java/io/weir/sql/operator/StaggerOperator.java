package io.weir.sql.operator;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.utils.JoinedRowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;

/**
 * Puts each row into its key's stagger window: restamps it with the time at which that window closes.
 *
 * <p>A window opens at the first ROWTIME of a key that finds none open and closes a fixed time later. Rows with the same key and stamp are one
 * window, which Flink aggregates as they come and ends when the watermark reaches the stamp; a stamp lies in the future, so that no row is late.
 *
 * <p>Rows of parallel sources come a little out of order, so which is the first is known when the watermark reaches it. Until then the rows of a
 * window wait; those that come while it is open go through, and nothing but its end is kept.
 *
 * <p>Where totals are all that is asked of a window, its rows need not go on: their totals are kept instead, and at its end they follow the columns
 * of its first row.
 */
final class StaggerOperator extends AbstractStreamOperator<RowData>
        implements OneInputStreamOperator<RowData, RowData>, Triggerable<RowData, VoidNamespace> {
    private static final long serialVersionUID = 1;

    private final RowType type;
    private final long length;
    private final Totals totals;
    private transient RowDataSerializer rows;
    private transient ValueState<Long> closes;
    private transient ValueState<Long> opens;
    private transient ListState<Tuple2<Long, RowData>> waiting;
    private transient ValueState<RowData> first;
    private transient ValueState<Tuple3<long[], long[], double[]>> kept;
    private transient InternalTimerService<VoidNamespace> timers;

    /**
     * @param length of a window, ms
     * @param totals null = the rows themselves go on
     */
    StaggerOperator(RowType type, long length, Totals totals) {
        this.type = type;
        this.length = length;
        this.totals = totals;
    }

    @Override
    public void open() throws Exception {
        super.open();
        rows = new RowDataSerializer(type);
        closes = getRuntimeContext().getState(new ValueStateDescriptor<>("closes", Types.LONG));
        opens = getRuntimeContext().getState(new ValueStateDescriptor<>("opens", Types.LONG));
        waiting =
                getRuntimeContext()
                        .getListState(new ListStateDescriptor<>("waiting", Types.TUPLE(Types.LONG, InternalTypeInfo.of(type))));
        if (totals != null) {
            first = getRuntimeContext().getState(new ValueStateDescriptor<>("first", InternalTypeInfo.of(type)));
            kept = getRuntimeContext().getState(new ValueStateDescriptor<>("totals", Totals.STATE));
        }
        timers = getInternalTimerService("windows", VoidNamespaceSerializer.INSTANCE, this);
    }

    @Override
    public void processElement(StreamRecord<RowData> record) throws Exception {
        long time = record.getTimestamp();
        Long end = closes.value();
        if (end != null && time < end) {
            if (totals == null) {
                output.collect(record.replace(record.getValue(), end));
            } else {
                Tuple3<long[], long[], double[]> so = kept.value();
                totals.add(so, record.getValue());
                kept.update(so);
            }
            return;
        }
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
        Long end = closes.value();
        if (end != null && end <= now) {
            close(end);
        }
        Long opening = opens.value();
        if (opening != null && opening == now) {
            open(now + length);
        }
    }

    private void close(long end) throws Exception {
        closes.clear();
        if (totals != null) {
            output.collect(new StreamRecord<>(new JoinedRowData(first.value(), totals.result(kept.value())), end));
            first.clear();
            kept.clear();
        }
    }

    private void open(long end) throws Exception {
        closes.update(end);
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
        fill(within, end);
        if (later.isEmpty()) {
            waiting.clear();
            opens.clear();
        } else {
            waiting.update(later);
            opensAt(later.stream().mapToLong(row -> row.f0).min().getAsLong());
        }
    }

    private void fill(List<RowData> within, long end) throws Exception {
        if (totals == null) {
            within.forEach(row -> output.collect(new StreamRecord<>(row, end)));
            return;
        }
        Tuple3<long[], long[], double[]> so = totals.begin();
        within.forEach(row -> totals.add(so, row));
        first.update(within.get(0));
        kept.update(so);
    }

    @Override
    public void onProcessingTime(InternalTimer<RowData, VoidNamespace> timer) {
        throw new IllegalStateException("no timer of processing time is ever registered");
    }
}
