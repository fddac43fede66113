package io.weir.sql.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.sql.invoke.FunctionServer;
import io.weir.sql.job.Binding;
import io.weir.sql.job.RecordFormat;
import io.weir.sql.job.SourceSchema;
import io.weir.sql.job.SqlInput;
import io.weir.sql.job.SqlJob;
import io.weir.sql.job.SqlOutput;
import io.weir.sql.sink.Sinks;
import io.weir.sql.stream.ErrorStream;
import io.weir.sql.stream.InAppStream;
import io.weir.sql.testing.Cluster;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** Functions before an input and behind outputs, by HTTP, in a whole job. */
class FunctionsTest {
    private static final SourceSchema SCHEMA = new SourceSchema(
            RecordFormat.CSV, null, "\n", ",", "UTF-8", List.of(new SourceSchema.Column("N", "INTEGER", null)));

    /** Runs the records through a function, writes what is left of them to another and the errors to a third. */
    private static void run(List<String> records, FunctionServer processor, FunctionServer rows, FunctionServer errors) throws Exception {
        SqlInput input = new SqlInput(
                "1.1", "S", 1, SqlInput.StartingPosition.NOW, SCHEMA, new Binding.Files("unused"), new Binding.Http(processor.url()));
        SqlJob job = new SqlJob("arn:app", "app", "", List.of(input), List.of(
                new SqlOutput("2.1", "S_001", RecordFormat.CSV, new Binding.Http(rows.url())),
                new SqlOutput("2.2", "error_stream", RecordFormat.JSON, new Binding.Http(errors.url()))), null);
        StreamExecutionEnvironment env = Cluster.environment(1);
        List<RawRecord> raw = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            raw.add(new RawRecord(records.get(i).getBytes(StandardCharsets.UTF_8), 1000, "k", "s" + i, RawRecord.shardId(0), 0));
        }
        DataStream<RawRecord> source = env.fromData(raw, TypeInformation.of(RawRecord.class));
        ErrorStream failed = new ErrorStream();
        Map<String, InAppStream> streams = Sources.ingest(Preprocessing.apply(source, job, input), input, Set.of(), failed);
        Sinks.write(job, streams, failed);
        env.execute();
    }

    private static String data(JsonNode record) {
        return new String(Base64.getDecoder().decode(record.path("data").asText()), StandardCharsets.UTF_8);
    }

    private static String result(JsonNode record, String result, String data) {
        return "{\"recordId\":\"" + record.path("recordId").asText() + "\",\"result\":\"" + result + "\",\"data\":\""
                + Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8)) + "\"}";
    }

    private static String ok(JsonNode event) {
        List<String> results = new ArrayList<>();
        event.path("records").forEach(record -> results.add(result(record, "Ok", "")));
        return "{\"records\":[" + String.join(",", results) + "]}";
    }

    private static List<String> received(FunctionServer server) {
        List<String> all = new ArrayList<>();
        server.events().forEach(event -> event.path("records").forEach(record -> all.add(data(record))));
        return all;
    }

    @Test
    void aFunctionChangesDropsAndRefusesRecords() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (FunctionServer processor = new FunctionServer(event -> {
                    List<String> results = new ArrayList<>();
                    for (JsonNode record : event.path("records")) {
                        switch (data(record)) {
                            case "drop" -> results.add(result(record, "Dropped", ""));
                            case "fail" -> results.add(result(record, "ProcessingFailed", ""));
                            default -> results.add(result(record, "Ok", data(record) + "0\n" + data(record) + "1\n"));
                        }
                    }
                    // At first an error, then an answer without its records: both are no answer.
                    return switch (calls.getAndIncrement()) {
                        case 0 -> null;
                        case 1 -> "{\"records\":[]}";
                        default -> "{\"records\":[" + String.join(",", results) + "]}";
                    };
                });
                FunctionServer rows = new FunctionServer(FunctionsTest::ok);
                FunctionServer errors = new FunctionServer(FunctionsTest::ok)) {
            run(List.of("1", "drop", "fail", "2"), processor, rows, errors);
            assertEquals(List.of("10\n", "11\n", "20\n", "21\n"), received(rows));
            assertEquals(1, received(errors).size());
            assertTrue(received(errors).get(0).contains("\"MESSAGE\":\"The function said ProcessingFailed\""), received(errors).get(0));
            assertTrue(received(errors).get(0).contains("\"DATA_ROW\":\"6661696C\""), received(errors).get(0));
        }
    }

    @Test
    void recordsThatAFunctionDoesNotTakeAreSentAgain() throws Exception {
        List<String> numbers = IntStream.range(0, 2_000).mapToObj(Integer::toString).toList();
        Set<String> taken = new HashSet<>();
        AtomicInteger calls = new AtomicInteger();
        Set<Integer> hints = new HashSet<>();
        try (FunctionServer processor = new FunctionServer(event -> {
                    List<String> results = new ArrayList<>();
                    event.path("records").forEach(record -> results.add(result(record, "Ok", data(record))));
                    return "{\"records\":[" + String.join(",", results) + "]}";
                });
                FunctionServer rows = new FunctionServer(event -> {
                    int call = calls.getAndIncrement();
                    List<String> results = new ArrayList<>();
                    int at = 0;
                    for (JsonNode record : event.path("records")) {
                        hints.add(record.path("lambdaDeliveryRecordMetadata").path("retryHint").asInt());
                        boolean refused = call < 2 && at++ % 3 == 0;
                        results.add(result(record, refused ? "DeliveryFailed" : "Ok", ""));
                        if (!refused && !(call == 2)) {
                            taken.add(data(record).strip());
                        }
                    }
                    return call == 2 ? "no answer" : "{\"records\":[" + String.join(",", results) + "]}";
                });
                FunctionServer errors = new FunctionServer(FunctionsTest::ok)) {
            run(numbers, processor, rows, errors);
            assertEquals(new HashSet<>(numbers), taken);
            assertTrue(hints.contains(0) && hints.contains(1), hints.toString());
            assertEquals(List.of(), received(errors));
        }
    }
}
