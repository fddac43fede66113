package io.weir.sql.testing;

import io.weir.sql.operator.Restamp;
import io.weir.sql.stream.InAppStream;
import java.util.ArrayList;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.RowType;

/**
 * An input that stops half-way until its job is cancelled, and goes on where it stood when it is restored. Of Flink's old kind, as a source of the
 * new kind that does this is ten times as long.
 */
@SuppressWarnings("deprecation")
final class PausingSource implements SourceFunction<RowData>, CheckpointedFunction {
    private static final long serialVersionUID = 1;

    private final Rows rows;
    private final int time;
    private final int pauseAfter;
    private volatile boolean running = true;
    private transient int next;
    private transient boolean restored;
    private transient ListState<Integer> stored;

    private PausingSource(Rows rows, int time, int pauseAfter) {
        this.rows = rows;
        this.time = time;
        this.pauseAfter = pauseAfter;
    }

    /** @param pauseAfter how many rows come before the pause */
    static InAppStream of(StreamExecutionEnvironment env, String name, Table table, int pauseAfter) {
        List<RowType.RowField> fields = new ArrayList<>(table.type().getFields());
        fields.add(new RowType.RowField("TIME$", new BigIntType()));
        Rows rows = new Rows(table.rows(), new RowType(fields));
        PausingSource source = new PausingSource(rows, table.type().getFieldCount(), pauseAfter);
        return new InAppStream(
                name,
                table.type(),
                0,
                env.addSource(source, name, InternalTypeInfo.of(new RowType(fields)))
                        .uid(name)
                        .transform("input", InternalTypeInfo.of(table.type()), new Restamp(table.type().getFieldCount(), 0))
                        .setParallelism(1));
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        stored = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("next", Integer.class));
        restored = context.isRestored();
        for (int position : stored.get()) {
            next = position;
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        stored.update(List.of(next));
    }

    @Override
    public void run(SourceContext<RowData> out) throws Exception {
        List<RowData> all = new ArrayList<>();
        rows.load(row -> all.add(((BinaryRowData) row).copy()));
        while (running && next < all.size()) {
            if (next == pauseAfter && !restored) {
                Thread.sleep(5);
                continue;
            }
            synchronized (out.getCheckpointLock()) {
                long at = all.get(next).getLong(time);
                out.collectWithTimestamp(all.get(next), at);
                out.emitWatermark(new Watermark(at - 1));
                next++;
            }
        }
    }

    @Override
    public void cancel() {
        running = false;
    }
}
