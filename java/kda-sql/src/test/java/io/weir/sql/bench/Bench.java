package io.weir.sql.bench;

import io.weir.sql.job.RecordFormat;
import io.weir.sql.job.SourceSchema;
import io.weir.sql.job.SqlInput;
import io.weir.sql.parser.KdaParser;
import io.weir.sql.source.RawRecord;
import io.weir.sql.source.Sources;
import io.weir.sql.stream.ErrorStream;
import io.weir.sql.translate.Translator;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * Records a second of SQL programs beside hand-written jobs that do the same, in turn, in one process: {@code Bench [rounds [name…]]}. Both
 * read the same records of JSON from memory and drop their results.
 */
public final class Bench {
    private static final String PUMP = "CREATE PUMP P AS INSERT INTO RESULTS SELECT STREAM ";
    private static final String FROM = " FROM SOURCE_SQL_STREAM_001";

    /** Flink's name of what keeps the state; in clusters of Weir it is rocksdb. */
    private static final String BACKEND = System.getenv().getOrDefault("STATE_BACKEND", "hashmap");

    private Bench() {}

    /** @param records so many that a run takes seconds, not parts of one */
    private record Comparison(String name, long records, String program, ByHand byHand) {}

    @FunctionalInterface
    private interface ByHand {
        DataStream<?> put(DataStream<Trade> trades, StreamTableEnvironment tables);
    }

    private static final List<Comparison> COMPARISONS = List.of(
            new Comparison("filter", 4_000_000, "CREATE STREAM RESULTS (TICKER VARCHAR(8), PRICE DOUBLE);\n" + PUMP
                    + "TICKER, PRICE" + FROM + " WHERE PRICE > 50;", (trades, tables) -> HandWritten.filter(trades)),
            new Comparison("tumbling", 3_000_000, "CREATE STREAM RESULTS (TICKER VARCHAR(8), N BIGINT, MEAN DOUBLE);\n" + PUMP
                    + "TICKER, COUNT(*), AVG(PRICE)" + FROM + " GROUP BY TICKER, STEP(SOURCE_SQL_STREAM_001.ROWTIME BY INTERVAL '1' SECOND);",
                    (trades, tables) -> HandWritten.tumbling(trades)),
            new Comparison("sliding", 1_000_000, "CREATE STREAM RESULTS (TICKER VARCHAR(8), MEAN DOUBLE);\n" + PUMP
                    + "TICKER, AVG(PRICE) OVER W" + FROM + " WINDOW W AS (PARTITION BY TICKER RANGE INTERVAL '1' SECOND PRECEDING);",
                    HandWritten::sliding),
            new Comparison("stagger", 2_000_000, "CREATE STREAM RESULTS (TICKER VARCHAR(8), N BIGINT, MEAN DOUBLE);\n" + PUMP
                    + "TICKER, COUNT(*), AVG(PRICE)" + FROM + " WINDOWED BY STAGGER (PARTITION BY TICKER RANGE INTERVAL '1' SECOND);",
                    (trades, tables) -> HandWritten.stagger(trades)),
            new Comparison("random cut forest", 20_000, "CREATE STREAM RESULTS (TICKER VARCHAR(8), PRICE DOUBLE, SCORE DOUBLE);\n" + PUMP
                    + "TICKER, PRICE, ANOMALY_SCORE FROM TABLE(RANDOM_CUT_FOREST(CURSOR(SELECT STREAM TICKER, PRICE, VOLUME" + FROM
                    + "), 100, 256, 100000, 1));", (trades, tables) -> HandWritten.forest(trades)));

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        System.out.printf(Locale.ROOT, "%-20s %14s %14s %8s%n", "", "SQL (1/s)", "by hand (1/s)", "ratio");
        List<String> names = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
        for (Comparison comparison : COMPARISONS) {
            if (!names.isEmpty() && !names.contains(comparison.name)) {
                continue;
            }
            double[] sql = new double[rounds];
            double[] byHand = new double[rounds];
            double[] ratios = new double[rounds];
            // The first of each is for the compiler of the JVM.
            sql(comparison);
            byHand(comparison);
            for (int i = 0; i < rounds; i++) {
                sql[i] = sql(comparison);
                byHand[i] = byHand(comparison);
                ratios[i] = sql[i] / byHand[i];
            }
            System.out.printf(Locale.ROOT, "%-20s %14.0f %14.0f %8.2f%n", comparison.name, middle(sql), middle(byHand), middle(ratios));
        }
    }

    private static double middle(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double sql(Comparison comparison) throws Exception {
        StreamExecutionEnvironment env = environment();
        SourceSchema schema = new SourceSchema(RecordFormat.JSON, "$", null, null, "UTF-8", List.of(
                new SourceSchema.Column("TICKER", "VARCHAR(8)", "$.ticker"),
                new SourceSchema.Column("PRICE", "DOUBLE", "$.price"),
                new SourceSchema.Column("VOLUME", "DOUBLE", "$.size")));
        SqlInput input = new SqlInput("1.1", "SOURCE_SQL_STREAM", 1, SqlInput.StartingPosition.NOW, schema, null, null);
        ErrorStream errors = new ErrorStream();
        var inputs = Sources.ingest(Feed.open(env, comparison.records), input, KdaParser.names(comparison.program), errors);
        Translator.translate(StreamTableEnvironment.create(env), KdaParser.parse(comparison.program), inputs, Map.of(), errors)
                .streams().get("RESULTS").rows().sinkTo(new DiscardingSink<>());
        return timed(env, comparison.records);
    }

    private static double byHand(Comparison comparison) throws Exception {
        StreamExecutionEnvironment env = environment();
        DataStream<RawRecord> records = Feed.open(env, comparison.records);
        drop(comparison.byHand.put(HandWritten.trades(records), StreamTableEnvironment.create(env)));
        return timed(env, comparison.records);
    }

    private static <T> void drop(DataStream<T> results) {
        results.sinkTo(new DiscardingSink<>());
    }

    private static StreamExecutionEnvironment environment() {
        Configuration configuration = Configuration.fromMap(Map.of("state.backend.type", BACKEND));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        env.getConfig().enableObjectReuse();
        env.getConfig().setAutoWatermarkInterval(100);
        return env;
    }

    private static double timed(StreamExecutionEnvironment env, long records) throws Exception {
        // From the job's own clock: starting a cluster is not what is measured.
        long took = env.execute().getNetRuntime();
        return records * 1000.0 / took;
    }
}
