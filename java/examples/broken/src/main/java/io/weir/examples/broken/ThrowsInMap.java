package io.weir.examples.broken;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Starts well and fails at the 20th record, again and again: a restart loop. */
public final class ThrowsInMap {

    private static final long FAILS_AT = 20;

    private ThrowsInMap() {}

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        DataGeneratorSource<Long> source = new DataGeneratorSource<>(
                (GeneratorFunction<Long, Long>) index -> index,
                Long.MAX_VALUE,
                RateLimiterStrategy.perSecond(20),
                Types.LONG);
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "numbers").uid("numbers").setParallelism(1)
                .map(ThrowsInMap::check).returns(Types.LONG).uid("check").name("check")
                .sinkTo(new DiscardingSink<>()).uid("nowhere").name("nowhere");
        env.execute("throws in map");
    }

    private static long check(long number) {
        if (number >= FAILS_AT) {
            throw new ArithmeticException("broken on purpose at record " + number);
        }
        return number;
    }
}
