package io.weir.sql.source;

import io.weir.sql.job.Binding;
import io.weir.sql.job.SqlInput;
import io.weir.sql.job.SqlJob;
import io.weir.sql.mapping.RecordMapper;
import io.weir.sql.parser.KdaParser;
import io.weir.sql.stream.ErrorStream;
import io.weir.sql.stream.InAppStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.util.OutputTag;

/** Opens the inputs of a job as in-application streams. */
public final class Sources {
    private Sources() {}

    /** @return the streams by exact name, {@code PREFIX_001} and on for each input */
    public static Map<String, InAppStream> open(StreamExecutionEnvironment env, SqlJob job, ErrorStream errors) {
        Map<String, InAppStream> streams = new LinkedHashMap<>();
        Set<String> named = KdaParser.names(job.code());
        for (SqlInput input : job.inputs()) {
            DataStream<RawRecord> records = records(env, input);
            if (input.processor() != null) {
                records = Preprocessing.apply(records, job, input);
            }
            streams.putAll(ingest(records, input, named, errors));
        }
        return streams;
    }

    private static DataStream<RawRecord> records(StreamExecutionEnvironment env, SqlInput input) {
        Binding source = input.source();
        DataStream<RawRecord> records;
        if (source instanceof Binding.Kinesis kinesis) {
            records = KinesisRecords.read(env, kinesis, input);
        } else if (source instanceof Binding.Kafka kafka) {
            records = KafkaRecords.read(env, kafka, input);
        } else if (source instanceof Binding.Files files) {
            records = FileRecords.read(env, files, input);
        } else {
            throw new IllegalArgumentException("The input " + input.namePrefix() + " cannot be read: its source is bound to "
                    + (source == null ? "nothing" : source.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                    + ", and records come from Kinesis data streams, Kafka topics and files only");
        }
        return records;
    }

    /**
     * Maps and stamps the records of one input.
     *
     * @param named all names in the program
     */
    public static Map<String, InAppStream> ingest(
            DataStream<RawRecord> records, SqlInput input, Set<String> named, ErrorStream errors) {
        InputLayout layout = InputLayout.of(input.schema(), named);
        InternalTypeInfo<RowData> type = InternalTypeInfo.of(layout.type());
        RecordMapper mapper = RecordMapper.of(input.schema(), layout.columnTypes(), layout.pseudo().size());
        List<OutputTag<RowData>> others = new ArrayList<>();
        for (int i = 1; i < Math.max(1, input.parallelism()); i++) {
            others.add(new OutputTag<>(InputLayout.streamName(input, i), type));
        }
        OutputTag<RowData> failed = new OutputTag<>("errors", InternalTypeInfo.of(ErrorStream.TYPE));
        SingleOutputStreamOperator<RowData> rows = records
                .transform("Rows of " + input.namePrefix(), type, new Ingest(layout, mapper, others, failed))
                .uid("rows-" + input.id());
        errors.add(rows.getSideOutput(failed));
        Map<String, InAppStream> streams = new LinkedHashMap<>();
        for (int i = 0; i <= others.size(); i++) {
            String name = InputLayout.streamName(input, i);
            DataStream<RowData> stream = i == 0 ? rows : rows.getSideOutput(others.get(i - 1));
            streams.put(name, new InAppStream(name, layout.type(), layout.pseudo().size(), stream));
        }
        return streams;
    }
}
