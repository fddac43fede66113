package io.weir.sql.operator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;

/** One side of a {@link RowsJoinOperator}: the rows whose time has not come, and the window over those whose time has. */
final class RowsJoinSide {
    final boolean isLeft;
    final boolean kept;
    private final JoinWindow window;
    private final RowKey keys;
    private final RowDataSerializer rows;
    private final ListState<Kept> storedWaiting;
    private final ListState<Kept> storedWindow;
    private final TreeMap<Long, List<Row>> waiting = new TreeMap<>();
    private final Deque<Row> current = new ArrayDeque<>();

    /** A kept row with its key, which is null when a part of it is NULL: that equals nothing. */
    static final class Row {
        final Kept kept;
        private final BinaryRowData key;

        private Row(Kept kept, BinaryRowData key) {
            this.kept = kept;
            this.key = key;
        }

        boolean mayMatch(Row other) {
            return key != null && key.equals(other.key);
        }
    }

    RowsJoinSide(
            StateInitializationContext context, boolean isLeft, RowType type, JoinWindow window, int[] keys, boolean kept)
            throws Exception {
        this.isLeft = isLeft;
        this.kept = kept;
        this.window = window;
        this.keys = new RowKey(type, keys);
        this.rows = new RowDataSerializer(type);
        storedWaiting = state(context, "waiting", type);
        storedWindow = state(context, "window", type);
        for (Kept row : storedWaiting.get()) {
            await(row);
        }
        for (Kept row : storedWindow.get()) {
            current.add(keyed(row));
        }
    }

    private ListState<Kept> state(StateInitializationContext context, String what, RowType type) throws Exception {
        String name = (isLeft ? "left-" : "right-") + what;
        return context.getOperatorStateStore().getListState(new ListStateDescriptor<>(name, Kept.type(type)));
    }

    void store() throws Exception {
        List<Kept> all = new ArrayList<>();
        waiting.values().forEach(sameTime -> sameTime.forEach(row -> all.add(row.kept)));
        storedWaiting.update(all);
        storedWindow.update(current.stream().map(row -> row.kept).toList());
    }

    void await(long time, long id, RowData row) {
        await(new Kept(time, id, rows.copy(row)));
    }

    private void await(Kept row) {
        waiting.computeIfAbsent(row.time(), time -> new ArrayList<>()).add(keyed(row));
    }

    private Row keyed(Kept row) {
        BinaryRowData key = keys.getKey(row.row());
        return new Row(row, key.anyNull() ? null : key);
    }

    /** The ROWTIME of the oldest row that waits. */
    long next() {
        return waiting.isEmpty() ? Long.MAX_VALUE : waiting.firstKey();
    }

    /** Rows of a ROWTIME, which wait no longer. */
    List<Row> take(long time) {
        List<Row> rowsOfTime = waiting.remove(time);
        return rowsOfTime == null ? List.of() : rowsOfTime;
    }

    Iterable<Row> window() {
        return current;
    }

    /** Adds rows to the window and answers those that they push out of it, which may be among them. */
    List<Row> enter(List<Row> fresh) {
        current.addAll(fresh);
        List<Row> out = new ArrayList<>();
        while (window instanceof JoinWindow.Rows newest && current.size() > newest.count()) {
            out.add(current.poll());
        }
        return out;
    }

    /** Takes out those whose window of time ends before a time; a window of rows has none. */
    List<Row> leave(long time) {
        List<Row> out = new ArrayList<>();
        while (!window.isOfRows() && !current.isEmpty() && end(current.peek()) < time) {
            out.add(current.poll());
        }
        return out;
    }

    /** When a row leaves a window of time. */
    long end(Row row) {
        return row.kept.time() + window.length();
    }
}
