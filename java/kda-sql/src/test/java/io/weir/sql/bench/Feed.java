package io.weir.sql.bench;

import io.weir.sql.source.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The same records for both jobs of a comparison, made beforehand: JSON of a trade, about 100 bytes. */
final class Feed implements MapFunction<Long, RawRecord> {
    private static final long serialVersionUID = 1;
    private static final int DIFFERENT = 4096;
    private static final int TICKERS = 50;
    private static final byte[][] RECORDS = records();

    static DataStream<RawRecord> open(StreamExecutionEnvironment env, long count) {
        return env.fromSequence(1, count).setParallelism(1).map(new Feed()).returns(TypeInformation.of(RawRecord.class)).setParallelism(1);
    }

    @Override
    public RawRecord map(Long number) {
        return new RawRecord(RECORDS[(int) (number % DIFFERENT)], number, "key", "1", "shardId-000000000000", 0);
    }

    private static byte[][] records() {
        Random random = new Random(7);
        byte[][] records = new byte[DIFFERENT][];
        for (int i = 0; i < DIFFERENT; i++) {
            String json = String.format(
                    Locale.ROOT,
                    "{\"ticker\":\"T%02d\",\"exchange\":\"XNAS\",\"price\":%.2f,\"size\":%d,\"note\":\"as published, line %d\"}",
                    random.nextInt(TICKERS), 50 + 10 * random.nextGaussian(), random.nextInt(1000), i);
            records[i] = json.getBytes(StandardCharsets.UTF_8);
        }
        return records;
    }
}
