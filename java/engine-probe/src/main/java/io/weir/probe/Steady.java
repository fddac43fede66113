package io.weir.probe;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Counts for ever, keyed, and asks for settings that the service has to overrule. Its job is named after a property, which
 * shows that the application's own properties file is where AWS puts it.
 */
public final class Steady {

    private static final Path PROPERTIES = Path.of("/etc/flink/application_properties.json");
    private static final Pattern GREETING = Pattern.compile("\"greeting\"\\s*:\\s*\"([^\"]*)\"");

    private Steady() {}

    public static void main(String[] args) throws Exception {
        Configuration mine = new Configuration();
        mine.setString("execution.checkpointing.dir", "file:/nowhere/of/mine");
        mine.setString("state.checkpoints.dir", "file:/nowhere/of/mine");
        mine.setString("state.backend.type", "hashmap");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(mine);
        env.setParallelism(3);
        env.enableCheckpointing(777_000);
        env.getCheckpointConfig().setMinPauseBetweenCheckpoints(555_000);
        env.fromSequence(0, Long.MAX_VALUE / 2)
                .map(new Slowly())
                .keyBy(number -> number % 16)
                .map(new Count())
                .sinkTo(new DiscardingSink<>());
        env.execute("probe " + greeting());
    }

    private static String greeting() throws Exception {
        Matcher found = GREETING.matcher(Files.readString(PROPERTIES, StandardCharsets.UTF_8));
        return found.find() ? found.group(1) : "nobody";
    }

    private static final class Slowly extends RichMapFunction<Long, Long> {
        @Override
        public Long map(Long number) throws Exception {
            Thread.sleep(2);
            return number;
        }
    }

    private static final class Count extends RichMapFunction<Long, Long> {
        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Long.class));
        }

        @Override
        public Long map(Long number) throws Exception {
            Long before = count.value();
            long now = before == null ? 1 : before + 1;
            count.update(now);
            return now;
        }
    }
}
