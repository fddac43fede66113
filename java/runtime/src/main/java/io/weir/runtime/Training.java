package io.weir.runtime;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/**
 * A tiny program that uses what most applications use (a source, keyed state, timers, the S3 file system), so that a JVM that ran it has
 * loaded the classes that a start needs. Runs when the class archives of a runtime are made.
 */
public final class Training {

    /** Where nobody answers: the S3 client is built and used, and fails at once. */
    private static final URI NOWHERE = URI.create("s3://weir-training/nothing");

    private Training() {}

    public static void main(String[] args) throws Exception {
        touchS3();
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment
                .fromSequence(0, Long.MAX_VALUE - 1)
                .map(new Slowly())
                .keyBy(new Remainder())
                .process(new Count())
                .sinkTo(new DiscardingSink<>());
        environment.executeAsync("training");
    }

    private static void touchS3() {
        if (Standby.isExercising()) {
            return; // Flink loads its plugins anew for the application: these classes would only take room beside those.
        }
        Thread thread = new Thread(() -> {
            try {
                FileSystem.get(NOWHERE).exists(new Path(NOWHERE));
            } catch (IOException | RuntimeException | LinkageError expected) {
                // Its classes are loaded by now, which is all that was wanted.
            }
        }, "weir-training-s3");
        thread.setDaemon(true);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.start();
        try {
            thread.join(Duration.ofSeconds(20).toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Slowly extends RichMapFunction<Long, Long> {

        private static final long serialVersionUID = 1L;

        @Override
        public void open(OpenContext context) {
            touchS3();
        }

        @Override
        public Long map(Long value) throws InterruptedException {
            Thread.sleep(1);
            return value;
        }
    }

    private static final class Remainder implements KeySelector<Long, Long> {

        private static final long serialVersionUID = 1L;

        @Override
        public Long getKey(Long value) {
            return value % 16;
        }
    }

    private static final class Count extends KeyedProcessFunction<Long, Long, Long> {

        private static final long serialVersionUID = 1L;

        private transient ValueState<Long> seen;

        @Override
        public void open(OpenContext context) {
            seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Long.class));
        }

        @Override
        public void processElement(Long value, Context context, Collector<Long> out) throws Exception {
            Long before = seen.value();
            seen.update(before == null ? 1 : before + 1);
            context.timerService().registerProcessingTimeTimer(context.timerService().currentProcessingTime() + 100);
        }

        @Override
        public void onTimer(long at, OnTimerContext context, Collector<Long> out) throws Exception {
            out.collect(seen.value());
        }
    }
}
