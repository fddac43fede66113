package io.weir.sql.operator;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;

/**
 * Joins two streams where a window counts rows: {@code OVER (ROWS n PRECEDING)} are the newest n rows of the whole stream, so all rows go
 * through one subtask, in order of their ROWTIME. Rows of one ROWTIME are taken in together: each meets the other side's window as it is with
 * them.
 *
 * <p>A row of a kept side that found nothing is emitted when it leaves its window: with the end of a window of time, or with the ROWTIME of the
 * row that pushes it out of a window of rows.
 */
final class RowsJoinOperator extends AbstractStreamOperator<RowData> implements TwoInputStreamOperator<RowData, RowData, RowData> {
    private static final long serialVersionUID = 1;

    private final JoinSpec join;
    private transient RowsJoinSide left;
    private transient RowsJoinSide right;

    RowsJoinOperator(JoinSpec join) {
        this.join = join;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        left = new RowsJoinSide(context, true, join.left(), join.leftWindow(), join.leftKeys(), join.keepLeft());
        right = new RowsJoinSide(context, false, join.right(), join.rightWindow(), join.rightKeys(), join.keepRight());
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        left.store();
        right.store();
    }

    @Override
    public void processElement1(StreamRecord<RowData> record) {
        left.await(record.getTimestamp(), identity(), record.getValue());
    }

    @Override
    public void processElement2(StreamRecord<RowData> record) {
        right.await(record.getTimestamp(), identity(), record.getValue());
    }

    private long identity() {
        return join.judgedLater() ? ThreadLocalRandom.current().nextLong() : 0;
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        long time = Math.min(left.next(), right.next());
        while (time <= mark.getTimestamp() && time != Long.MAX_VALUE) {
            leave(time);
            meet(time);
            time = Math.min(left.next(), right.next());
        }
        leave(mark.getTimestamp() == Long.MAX_VALUE ? Long.MAX_VALUE : mark.getTimestamp() + 1);
        super.processWatermark(mark);
    }

    private void meet(long time) {
        List<RowsJoinSide.Row> lefts = left.take(time);
        List<RowsJoinSide.Row> rights = right.take(time);
        List<RowsJoinSide.Row> leftOut = left.enter(lefts);
        List<RowsJoinSide.Row> rightOut = right.enter(rights);
        for (RowsJoinSide.Row l : lefts) {
            right.window().forEach(r -> match(l, r, time));
        }
        // Pairs of two new rows have met already, unless the right one is out of its window again.
        Set<RowsJoinSide.Row> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        gone.addAll(rightOut);
        for (RowsJoinSide.Row r : rights) {
            for (RowsJoinSide.Row l : left.window()) {
                if (l.kept.time() < time || gone.contains(r)) {
                    match(l, r, time);
                }
            }
        }
        leftOut.forEach(row -> end(left, row, time));
        rightOut.forEach(row -> end(right, row, time));
    }

    private void match(RowsJoinSide.Row l, RowsJoinSide.Row r, long time) {
        if (l.mayMatch(r)) {
            l.kept.match();
            r.kept.match();
            output.collect(new StreamRecord<>(JoinedRow.of(join, l.kept, r.kept), time));
        }
    }

    /** Rows whose windows of time end before a time, in the order in which they end. */
    private void leave(long before) {
        List<RowsJoinSide.Row> lefts = left.leave(before);
        List<RowsJoinSide.Row> rights = right.leave(before);
        int l = 0;
        int r = 0;
        while (l < lefts.size() || r < rights.size()) {
            boolean leftFirst = r == rights.size() || l < lefts.size() && left.end(lefts.get(l)) <= right.end(rights.get(r));
            if (leftFirst) {
                end(left, lefts.get(l), left.end(lefts.get(l++)));
            } else {
                end(right, rights.get(r), right.end(rights.get(r++)));
            }
        }
    }

    private void end(RowsJoinSide side, RowsJoinSide.Row row, long time) {
        if (side.kept && (join.judgedLater() || !row.kept.matched())) {
            Kept kept = row.kept;
            output.collect(new StreamRecord<>(JoinedRow.of(join, side.isLeft ? kept : null, side.isLeft ? null : kept), time));
        }
    }
}
