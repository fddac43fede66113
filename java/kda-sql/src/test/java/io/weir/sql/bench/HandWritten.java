package io.weir.sql.bench;

import com.amazon.randomcutforest.RandomCutForest;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.sql.source.RawRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/** The jobs that someone who knows Flink would write by hand instead of the SQL. */
final class HandWritten {
    private static final ObjectMapper JSON = new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    private HandWritten() {}

    static DataStream<Trade> trades(DataStream<RawRecord> records) {
        return records.map(HandWritten::read)
                .returns(Trade.class)
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Trade>forGenerator(context -> new ClockMarks()).withTimestampAssigner((trade, old) -> trade.time));
    }

    private static Trade read(RawRecord record) {
        try {
            Trade trade = JSON.readValue(record.data, Trade.class);
            trade.time = System.currentTimeMillis();
            return trade;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Time goes on with the clock. */
    private static final class ClockMarks implements WatermarkGenerator<Trade> {
        @Override
        public void onEvent(Trade event, long timestamp, WatermarkOutput output) {}

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.emitWatermark(new Watermark(System.currentTimeMillis() - 1));
        }
    }

    static DataStream<?> filter(DataStream<Trade> trades) {
        return trades.filter(trade -> trade.price > 50)
                .map(trade -> Tuple2.of(trade.ticker, trade.price))
                .returns(Types.TUPLE(Types.STRING, Types.DOUBLE));
    }

    static DataStream<?> tumbling(DataStream<Trade> trades) {
        return trades.keyBy(trade -> trade.ticker).window(TumblingEventTimeWindows.of(Duration.ofSeconds(1))).aggregate(new Average());
    }

    /** Nobody writes this one without SQL. */
    static DataStream<?> sliding(DataStream<Trade> trades, StreamTableEnvironment tables) {
        tables.createTemporaryView("trades", tables.fromDataStream(trades, Schema.newBuilder()
                .column("ticker", DataTypes.STRING())
                .column("price", DataTypes.DOUBLE())
                .columnByMetadata("at", DataTypes.TIMESTAMP_LTZ(3), "rowtime")
                .watermark("at", "SOURCE_WATERMARK()")
                .build()));
        return tables.toDataStream(tables.sqlQuery("SELECT ticker, AVG(price) OVER (PARTITION BY ticker ORDER BY `at`"
                + " RANGE BETWEEN INTERVAL '1' SECOND PRECEDING AND CURRENT ROW) AS mean FROM trades"), Row.class);
    }

    static DataStream<?> stagger(DataStream<Trade> trades) {
        return trades.keyBy(trade -> trade.ticker).process(new StaggerByHand());
    }

    static DataStream<?> forest(DataStream<Trade> trades) {
        return trades.map(new Score()).returns(new TypeHint<Tuple3<String, Double, Double>>() {});
    }

    private static final class Average implements AggregateFunction<Trade, Tuple3<String, Long, Double>, Tuple3<String, Long, Double>> {
        private static final long serialVersionUID = 1;

        @Override
        public Tuple3<String, Long, Double> createAccumulator() {
            return Tuple3.of(null, 0L, 0.0);
        }

        @Override
        public Tuple3<String, Long, Double> add(Trade trade, Tuple3<String, Long, Double> so) {
            return Tuple3.of(trade.ticker, so.f1 + 1, so.f2 + trade.price);
        }

        @Override
        public Tuple3<String, Long, Double> getResult(Tuple3<String, Long, Double> so) {
            return Tuple3.of(so.f0, so.f1, so.f2 / so.f1);
        }

        @Override
        public Tuple3<String, Long, Double> merge(Tuple3<String, Long, Double> one, Tuple3<String, Long, Double> other) {
            return Tuple3.of(one.f0, one.f1 + other.f1, one.f2 + other.f2);
        }
    }

    private static final class Score implements MapFunction<Trade, Tuple3<String, Double, Double>> {
        private static final long serialVersionUID = 1;

        private transient RandomCutForest forest;

        @Override
        public Tuple3<String, Double, Double> map(Trade trade) {
            if (forest == null) {
                forest = RandomCutForest.builder().dimensions(2).numberOfTrees(100).sampleSize(256).timeDecay(1.0 / 100_000).randomSeed(7).build();
            }
            double[] point = {trade.price, trade.size};
            double score = forest.getAnomalyScore(point);
            forest.update(point);
            return Tuple3.of(trade.ticker, trade.price, score);
        }
    }
}
