package io.weir.sql.cli;

import io.weir.sql.job.SqlInput;
import io.weir.sql.job.SqlJob;
import io.weir.sql.parser.KdaParser;
import io.weir.sql.program.CodeError;
import io.weir.sql.program.Program;
import io.weir.sql.reference.ReferenceTables;
import io.weir.sql.source.InputLayout;
import io.weir.sql.stream.ErrorStream;
import io.weir.sql.stream.InAppStream;
import io.weir.sql.translate.Translation;
import io.weir.sql.translate.Translator;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;

/** A job put together with inputs that have nothing in them, and never run: all that can be wrong with its code is found, by Flink's planner too. */
final class Rehearsal {
    private final SqlJob job;

    Rehearsal(SqlJob job) {
        this.job = job;
    }

    /** Without inputs only the grammar is looked at: the code may read streams that are still to be added. */
    Judgement judge(boolean explain) {
        try {
            Program program = KdaParser.parse(job.code());
            return job.inputs().isEmpty() ? Judgement.of(List.of()) : translate(program, explain);
        } catch (CodeError e) {
            return Judgement.of(e);
        } catch (ValidationException | TableException e) {
            return Judgement.of(new CodeError(0, 0, "Flink cannot run the code: " + innermost(e).getMessage()));
        }
    }

    private Judgement translate(Program program, boolean explain) {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(new Configuration());
        env.setParallelism(1);
        env.getConfig().enableObjectReuse();
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        tables.getConfig().setLocalTimeZone(ZoneOffset.UTC);
        ErrorStream errors = new ErrorStream();
        Translation translation = Translator.translate(tables, program, inputs(env), ReferenceTables.of(job), errors);
        List<String> streams = List.copyOf(translation.streams().keySet());
        if (!explain) {
            return Judgement.of(streams);
        }
        for (InAppStream stream : translation.streams().values()) {
            stream.rows().sinkTo(new DiscardingSink<>()).name("Output of " + stream.name());
        }
        return new Judgement(List.of(), streams, translation.blocks(), Plan.of(env.getStreamGraph()));
    }

    private Map<String, InAppStream> inputs(StreamExecutionEnvironment env) {
        Map<String, InAppStream> streams = new LinkedHashMap<>();
        Set<String> named = KdaParser.names(job.code());
        for (SqlInput input : job.inputs()) {
            InputLayout layout = InputLayout.of(input.schema(), named);
            for (int i = 0; i < Math.max(1, input.parallelism()); i++) {
                String name = InputLayout.streamName(input, i);
                DataStream<RowData> rows = env.fromCollection(new ArrayList<>(), InternalTypeInfo.of(layout.type())).name("Input " + name);
                streams.put(name, new InAppStream(name, layout.type(), layout.pseudo().size(), rows));
            }
        }
        return streams;
    }

    private static Throwable innermost(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }
}
