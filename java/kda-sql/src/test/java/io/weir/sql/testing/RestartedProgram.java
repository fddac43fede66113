package io.weir.sql.testing;

import io.weir.sql.parser.KdaParser;
import io.weir.sql.stream.Edition;
import io.weir.sql.stream.ErrorStream;
import io.weir.sql.stream.InAppStream;
import io.weir.sql.translate.Translation;
import io.weir.sql.translate.Translator;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.SinkFunction;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** A program that is stopped half-way through its inputs, with a savepoint, and goes on from that in another job. */
public final class RestartedProgram {
    /** What jobs in this process have put out, by run. */
    private static final Map<String, List<String>> OUT = new ConcurrentHashMap<>();

    private final String program;
    private final Map<String, Table> inputs = new LinkedHashMap<>();

    private RestartedProgram(String program) {
        this.program = program;
    }

    public static RestartedProgram of(String program) {
        return new RestartedProgram(program);
    }

    /** As {@link SqlCase#input} has it. */
    public RestartedProgram input(String name, String columns, String rows) {
        inputs.put(name, Table.timed(columns, rows));
        return this;
    }

    /** All rows of all streams of the program, sorted, when nothing happens. */
    public List<String> straight(int parallelism) throws Exception {
        String run = "straight " + System.nanoTime();
        start(run, parallelism, true, null).getJobExecutionResult().get();
        return OUT.remove(run).stream().sorted().toList();
    }

    /** The same with a restart, perhaps at another parallelism. */
    public List<String> restarted(int before, int after, Path savepoints) throws Exception {
        String run = "restarted " + System.nanoTime();
        JobClient first = start(run, before, false, null);
        String savepoint = stop(first, savepoints);
        first.getJobExecutionResult().get();
        start(run, after, false, savepoint).getJobExecutionResult().get();
        return OUT.remove(run).stream().sorted().toList();
    }

    /** With a savepoint behind which nothing is put out any more. Tried until all tasks run, before which there can be none. */
    private static String stop(JobClient job, Path folder) throws Exception {
        for (int tries = 0; ; tries++) {
            try {
                return job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL).get();
            } catch (ExecutionException notYet) {
                if (tries == 200) {
                    throw notYet;
                }
                Thread.sleep(100);
            }
        }
    }

    private JobClient start(String run, int parallelism, boolean straight, String savepoint) throws Exception {
        StreamExecutionEnvironment env = Cluster.environment(parallelism);
        Map<String, InAppStream> streams = new LinkedHashMap<>();
        inputs.forEach((name, table) -> {
            int pause = straight ? Integer.MAX_VALUE : table.rows().size() / 2;
            streams.put(name, PausingSource.of(env, name, table, pause));
        });
        Translation translation =
                Translator.translate(
                        StreamTableEnvironment.create(env),
                        KdaParser.parse(program),
                        Edition.of(program, streams, Map.of()),
                        Map.of(),
                        new ErrorStream());
        OUT.computeIfAbsent(run, name -> new CopyOnWriteArrayList<>());
        translation.streams().forEach((name, stream) -> {
            if (!inputs.containsKey(name)) {
                stream.rows().process(new ShownRows(name, stream.type())).setParallelism(1).addSink(new Kept(run)).setParallelism(1);
            }
        });
        StreamGraph graph = env.getStreamGraph();
        if (savepoint != null) {
            graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
        }
        return env.executeAsync(graph);
    }

    @SuppressWarnings("deprecation")
    private static final class Kept implements SinkFunction<String> {
        private static final long serialVersionUID = 1;

        private final String run;

        private Kept(String run) {
            this.run = run;
        }

        @Override
        public void invoke(String line, Context context) {
            OUT.get(run).add(line);
        }
    }
}
