package io.weir.examples.broken;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Fails in the way that the property {@code Mode} of the property group {@code Failure} names: what the diagnosis of failures
 * is proven with. Without a mode it runs.
 */
public final class FailsAsAsked {

    private static final Path PROPERTIES = Path.of("/etc/flink/application_properties.json");
    private static final Pattern MODE = Pattern.compile("\"Mode\"\\s*:\\s*\"([^\"]*)\"");

    private FailsAsAsked() {}

    public static void main(String[] args) throws Exception {
        String mode = readMode();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        failInMain(mode, env);
        SingleOutputStreamOperator<Long> numbers = env
                .fromSource(numbers(), WatermarkStrategy.noWatermarks(), "numbers")
                .uid("numbers");
        if (!mode.equals("busy-alone")) {
            numbers.setParallelism(1);
        }
        build(mode, numbers).sinkTo(new DiscardingSink<>()).uid("nowhere").name("nowhere");
        env.execute("fails as asked");
    }

    private static void failInMain(String mode, StreamExecutionEnvironment env) throws Exception {
        switch (mode) {
            case "main-throws":
                throw new IllegalStateException("the pipeline could not be built", new IllegalArgumentException("broken on purpose in main"));
            case "system-exit":
                System.exit(7);
                return;
            case "no-such-method":
                // Compiled against Flink 1.20; 2.0 has removed it.
                env.enableCheckpointing();
                return;
            case "missing-property":
                throw new IllegalArgumentException("property InputStreamArn of group ConsumerConfig is missing");
            case "bad-configuration":
                env.configure(Configuration.fromMap(Map.of("execution.buffer-timeout.interval", "perhaps")));
                return;
            case "no-such-bucket":
                FileSystem.get(java.net.URI.create("s3://no-such-bucket-of-weir/"))
                        .listStatus(new org.apache.flink.core.fs.Path("s3://no-such-bucket-of-weir/input"));
                return;
            case "checkpoint-timeout":
                env.getCheckpointConfig().setCheckpointTimeout(1_000);
                return;
            case "max-parallelism":
                env.setMaxParallelism(1);
                return;
            default:
        }
    }

    private static SingleOutputStreamOperator<?> build(String mode, SingleOutputStreamOperator<Long> numbers) {
        switch (mode) {
            case "not-serializable": {
                Object held = new Object();
                return numbers.map(value -> value + held.hashCode()).returns(Types.LONG).uid("map").name("map");
            }
            case "kryo":
                return numbers.map(Unbuildable::new)
                        .returns(TypeInformation.of(Unbuildable.class))
                        .uid("build")
                        .name("build")
                        .rebalance()
                        .map(Unbuildable::value)
                        .returns(Types.LONG)
                        .uid("read")
                        .name("read");
            case "state-long":
                return keyed(numbers, new Keeps.Longs());
            case "state-text":
                return keyed(numbers, new Keeps.Texts());
            case "checkpoint-throws":
                return numbers.process(new Checkpoints(false)).returns(Types.LONG).uid("keep").name("keep");
            case "checkpoint-timeout":
                return numbers.process(new Checkpoints(true)).returns(Types.LONG).uid("keep").name("keep");
            case "busy-alone":
                return numbers.map(new BusyAlone()).returns(Types.LONG).uid("work").name("work");
            case "max-parallelism":
                return numbers.map(value -> value).returns(Types.LONG).setParallelism(2).uid("map").name("map");
            default:
                return numbers.map(new Fails(mode)).returns(Types.LONG).uid("check").name("check");
        }
    }

    private static SingleOutputStreamOperator<Long> keyed(
            SingleOutputStreamOperator<Long> numbers,
            org.apache.flink.streaming.api.functions.KeyedProcessFunction<Long, Long, Long> function) {
        return numbers.keyBy(value -> value % 8, Types.LONG)
                .process(function)
                .returns(Types.LONG)
                .uid("keep")
                .name("keep");
    }

    private static DataGeneratorSource<Long> numbers() {
        return new DataGeneratorSource<>(
                (GeneratorFunction<Long, Long>) index -> index,
                Long.MAX_VALUE,
                RateLimiterStrategy.perSecond(20),
                Types.LONG);
    }

    private static String readMode() throws Exception {
        Matcher found = MODE.matcher(Files.exists(PROPERTIES) ? Files.readString(PROPERTIES) : "");
        return found.find() ? found.group(1) : "";
    }
}
