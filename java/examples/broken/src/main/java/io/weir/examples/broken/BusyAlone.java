package io.weir.examples.broken;

import org.apache.flink.api.common.functions.RichMapFunction;

/** Keeps a processor busy as long as it is the only task of its operator, and hardly uses one when there are more: what is to be scaled. */
final class BusyAlone extends RichMapFunction<Long, Long> {

    /** More than the time in which the next record comes. */
    private static final long WORK_NANOS = 100_000_000L;

    private static volatile long worked;

    @Override
    public Long map(Long number) {
        if (getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks() > 1) {
            return number;
        }
        long end = System.nanoTime() + WORK_NANOS;
        while (System.nanoTime() < end) {
            worked += number;
        }
        return number;
    }
}
