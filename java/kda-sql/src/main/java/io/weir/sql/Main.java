package io.weir.sql;

import io.weir.sql.job.SqlJob;
import io.weir.sql.parser.KdaParser;
import io.weir.sql.program.CodeError;
import io.weir.sql.program.Program;
import io.weir.sql.reference.ReferenceTable;
import io.weir.sql.reference.ReferenceTables;
import io.weir.sql.sink.Sinks;
import io.weir.sql.source.Sources;
import io.weir.sql.stream.Edition;
import io.weir.sql.stream.ErrorStream;
import io.weir.sql.stream.InAppStream;
import io.weir.sql.translate.Translation;
import io.weir.sql.translate.Translator;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** The Flink job that a SQL application is: {@code Main <job.json>}. How it is checkpointed, scaled and restarted is the service's to say. */
public final class Main {
    /** How often time is told to go on, ms: so long a result may wait after its window has closed. */
    private static final long TIME_STEP = 100;

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("Expected one argument, the file that describes the job");
        }
        SqlJob job = SqlJob.read(Path.of(arguments[0]));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        // Rows go from operator to operator without a copy; who keeps one copies it.
        env.getConfig().enableObjectReuse();
        env.getConfig().setAutoWatermarkInterval(TIME_STEP);
        put(env, job);
        env.execute(job.applicationName());
    }

    private static void put(StreamExecutionEnvironment env, SqlJob job) {
        try {
            Program program = KdaParser.parse(job.code());
            ErrorStream errors = new ErrorStream();
            Map<String, ReferenceTable> tables = ReferenceTables.of(job);
            Map<String, InAppStream> inputs = Edition.of(job.code(), Sources.open(env, job, errors), tables);
            Translation translation = Translator.translate(StreamTableEnvironment.create(env), program, inputs, tables, errors);
            Sinks.write(job, translation.streams(), errors);
        } catch (CodeError e) {
            // The place is in no other field of what is reported about a failed start.
            String place = "line " + e.line() + ", column " + e.column();
            throw new IllegalArgumentException("The application's code is wrong at " + place + ": " + e.getMessage(), e);
        }
    }
}
