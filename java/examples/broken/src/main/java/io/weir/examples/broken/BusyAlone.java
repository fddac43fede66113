package io.weir.examples.broken;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Keeps a processor busy as long as it is the only task of its operator, and hardly uses one when there are more: what is to be scaled. By
 * two threads, so that it gets a processor's worth of time also where others want some.
 */
final class BusyAlone extends RichMapFunction<Long, Long> {

    private static volatile long worked;

    private transient volatile boolean closed;

    @Override
    public void open(OpenContext context) {
        if (getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks() > 1) {
            return;
        }
        for (int i = 0; i < 2; i++) {
            Thread worker = new Thread(this::work, "busy-" + i);
            worker.setDaemon(true);
            worker.start();
        }
    }

    private void work() {
        while (!closed) {
            worked++;
        }
    }

    @Override
    public Long map(Long number) {
        return number;
    }

    @Override
    public void close() {
        closed = true;
    }
}
