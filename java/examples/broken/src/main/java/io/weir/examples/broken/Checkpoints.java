package io.weir.examples.broken;

import java.io.IOException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Works, but its checkpoints do not: they throw, or they take too long. */
final class Checkpoints extends ProcessFunction<Long, Long> implements CheckpointedFunction {

    private final boolean slow;

    Checkpoints(boolean slow) {
        this.slow = slow;
    }

    @Override
    public void processElement(Long value, Context context, Collector<Long> out) {
        out.collect(value);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        if (slow) {
            Thread.sleep(4_000);
        } else {
            throw new IOException("the buffer cannot be written into the checkpoint");
        }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {}
}
