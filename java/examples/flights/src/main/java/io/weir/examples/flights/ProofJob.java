package io.weir.examples.flights;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Makes exactly-once provable. A source counts 0, 1, 2, …; every number goes through keyed state and into exactly one line of a
 * file: {@code {"seq":7,"key":1,"nth":4}}. In the files of a stopped job,
 * <ul>
 *   <li>every {@code seq} from 0 to the greatest is there once: no hole in the output, no duplicate;
 *   <li>{@code nth}, the count kept in the key's state, is {@code seq / keys + 1}: no hole and no duplicate in the state.
 * </ul>
 *
 * <p>Property group {@code Proof}: {@code OutputPath} (required), {@code RatePerSecond} (1000), {@code Keys} (97),
 * {@code Count} (so many numbers, then the job ends; endless by default), {@code Serializer} ({@code kryo}: the counts are kept in a type
 * that only Kryo can serialize, as no application should: Flink 2 cannot read what Flink 1 has written so).
 */
final class ProofJob {

    static final String GROUP = "Proof";

    private ProofJob() {}

    static void define(StreamExecutionEnvironment env, Settings settings) {
        long keys = settings.number(GROUP, "Keys", 97);
        DataGeneratorSource<Long> source = new DataGeneratorSource<>(
                (GeneratorFunction<Long, Long>) index -> index,
                settings.number(GROUP, "Count", Long.MAX_VALUE),
                RateLimiterStrategy.perSecond(settings.number(GROUP, "RatePerSecond", 1000)),
                Types.LONG);

        env.fromSource(source, WatermarkStrategy.noWatermarks(), "numbers").uid("numbers")
                // One counter, whatever the job's parallelism, so that the numbers have no gaps by construction.
                .setParallelism(1)
                .keyBy(seq -> seq % keys)
                .process(settings.optional(GROUP, "Serializer", "").equals("kryo") ? new NthByKryo() : new Nth()).uid("nth-of-its-key").name("nth of its key")
                .sinkTo(Sinks.exactlyOnceFiles(settings.required(GROUP, "OutputPath"))).uid("proof-files").name("proof files");
    }

    private static final class Nth extends KeyedProcessFunction<Long, Long, String> {

        private static final long serialVersionUID = 1L;

        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Long.class));
        }

        @Override
        public void processElement(Long seq, Context context, Collector<String> out) throws Exception {
            long nth = (count.value() == null ? 0 : count.value()) + 1;
            count.update(nth);
            out.collect(line(seq, context.getCurrentKey(), nth));
        }
    }

    private static String line(long seq, long key, long nth) {
        return "{\"seq\":" + seq + ",\"key\":" + key + ",\"nth\":" + nth + "}";
    }

    /** Without a constructor that takes nothing this is no POJO. */
    static final class Tally {

        private final long count;

        Tally(long count) {
            this.count = count;
        }
    }

    private static final class NthByKryo extends KeyedProcessFunction<Long, Long, String> {

        private static final long serialVersionUID = 1L;

        private transient ValueState<Tally> tally;

        @Override
        public void open(OpenContext context) {
            tally = getRuntimeContext().getState(new ValueStateDescriptor<>("tally", Tally.class));
        }

        @Override
        public void processElement(Long seq, Context context, Collector<String> out) throws Exception {
            long nth = (tally.value() == null ? 0 : tally.value().count) + 1;
            tally.update(new Tally(nth));
            out.collect(line(seq, context.getCurrentKey(), nth));
        }
    }
}
