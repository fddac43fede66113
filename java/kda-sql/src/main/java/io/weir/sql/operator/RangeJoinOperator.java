package io.weir.sql.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;

/**
 * Joins two streams by key and windows of time: l and r match when
 * {@code r.ROWTIME - leftWindow <= l.ROWTIME <= r.ROWTIME + rightWindow}.
 *
 * <p>A pair is emitted when its second row comes, with the later ROWTIME; no watermark is waited for, none held back. A row of
 * a kept side that found nothing is emitted when its own window ends, with that time: from then on nothing could match it.
 */
final class RangeJoinOperator extends AbstractStreamOperator<RowData>
        implements TwoInputStreamOperator<RowData, RowData, RowData>, Triggerable<RowData, VoidNamespace> {
    private static final long serialVersionUID = 1;

    private final JoinSpec join;
    private transient Side left;
    private transient Side right;
    private transient InternalTimerService<VoidNamespace> timers;

    RangeJoinOperator(JoinSpec join) {
        this.join = join;
    }

    /** Rows of one side by ROWTIME, and what is to be known of the side. */
    private record Side(
            boolean isLeft, long window, boolean kept, RowDataSerializer rows, MapState<Long, List<Kept>> state) {}

    @Override
    public void open() throws Exception {
        super.open();
        left = side(true, "left", join.left(), join.leftWindow(), join.keepLeft());
        right = side(false, "right", join.right(), join.rightWindow(), join.keepRight());
        timers = getInternalTimerService("ends", VoidNamespaceSerializer.INSTANCE, this);
    }

    private Side side(boolean isLeft, String name, RowType type, JoinWindow window, boolean kept) {
        MapState<Long, List<Kept>> state =
                getRuntimeContext().getMapState(new MapStateDescriptor<>(name, Types.LONG, Types.LIST(Kept.type(type))));
        return new Side(isLeft, window.length(), kept, new RowDataSerializer(type), state);
    }

    @Override
    public void processElement1(StreamRecord<RowData> record) throws Exception {
        process(record, left, right);
    }

    @Override
    public void processElement2(StreamRecord<RowData> record) throws Exception {
        process(record, right, left);
    }

    private void process(StreamRecord<RowData> record, Side own, Side other) throws Exception {
        boolean mayMatch = !((BinaryRowData) getCurrentKey()).anyNull();
        if (!mayMatch && !own.kept()) {
            return;
        }
        long time = record.getTimestamp();
        long id = join.judgedLater() ? ThreadLocalRandom.current().nextLong() : 0;
        Kept row = new Kept(time, id, own.rows().copy(record.getValue()));
        if (mayMatch) {
            match(row, own, other);
        }
        List<Kept> sameTime = own.state().get(time);
        if (sameTime == null) {
            sameTime = new ArrayList<>(1);
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, time + own.window());
        }
        sameTime.add(row);
        own.state().put(time, sameTime);
    }

    private void match(Kept row, Side own, Side other) throws Exception {
        TreeMap<Long, List<Kept>> candidates = new TreeMap<>();
        for (Map.Entry<Long, List<Kept>> entry : other.state().entries()) {
            if (entry.getKey() >= row.time() - other.window() && entry.getKey() <= row.time() + own.window()) {
                candidates.put(entry.getKey(), entry.getValue());
            }
        }
        for (Map.Entry<Long, List<Kept>> entry : candidates.entrySet()) {
            boolean changed = false;
            for (Kept found : entry.getValue()) {
                emit(own.isLeft() ? row : found, own.isLeft() ? found : row, Math.max(row.time(), found.time()));
                changed |= !found.matched();
                found.match();
            }
            row.match();
            if (changed && other.kept()) {
                other.state().put(entry.getKey(), entry.getValue());
            }
        }
    }

    private void emit(Kept l, Kept r, long time) {
        output.collect(new StreamRecord<>(JoinedRow.of(join, l, r), time));
    }

    @Override
    public void onEventTime(InternalTimer<RowData, VoidNamespace> timer) throws Exception {
        end(left, timer.getTimestamp());
        end(right, timer.getTimestamp());
    }

    private void end(Side side, long now) throws Exception {
        List<Kept> rows = side.state().get(now - side.window());
        if (rows == null) {
            return;
        }
        if (side.kept()) {
            for (Kept row : rows) {
                if (join.judgedLater() || !row.matched()) {
                    emit(side.isLeft() ? row : null, side.isLeft() ? null : row, now);
                }
            }
        }
        side.state().remove(now - side.window());
    }

    @Override
    public void onProcessingTime(InternalTimer<RowData, VoidNamespace> timer) {
        throw new IllegalStateException("no timer of processing time is ever registered");
    }
}
