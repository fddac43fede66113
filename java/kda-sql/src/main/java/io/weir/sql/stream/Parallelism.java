package io.weir.sql.stream;

import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Keeps an operator as parallel as what it reads from, so that rows stay in their order. */
public final class Parallelism {
    private Parallelism() {}

    /**
     * Gives the operator the parallelism of its input where that is not the job's. One that has the job's is left to follow it: what is given a
     * parallelism cannot be rescaled while the job runs.
     */
    public static <T> SingleOutputStreamOperator<T> of(DataStream<?> input, SingleOutputStreamOperator<T> operator) {
        Transformation<?> from = input.getTransformation();
        int parallelism = from.getParallelism();
        boolean own = from.isParallelismConfigured() || parallelism != input.getExecutionEnvironment().getParallelism();
        return own && parallelism > 0 ? operator.setParallelism(parallelism) : operator;
    }
}
