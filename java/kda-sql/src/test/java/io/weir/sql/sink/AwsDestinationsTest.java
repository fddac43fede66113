package io.weir.sql.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.weir.sql.invoke.RecordFunction;
import io.weir.sql.job.Binding;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sent to AWS's API, and what its answers mean. */
class AwsDestinationsTest {
    private final List<String> targets = new ArrayList<>();
    private final List<JsonNode> requests = new ArrayList<>();
    private HttpServer server;
    private int status = 200;
    private String errorHeader;
    private String answer;

    @BeforeEach
    void start() throws Exception {
        System.setProperty("aws.accessKeyId", "key");
        System.setProperty("aws.secretAccessKey", "secret");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            targets.add(target == null ? exchange.getRequestURI().getPath() : target);
            requests.add(new ObjectMapper().readTree(exchange.getRequestBody()));
            if (errorHeader != null) {
                exchange.getResponseHeaders().set("X-Amz-Function-Error", errorHeader);
            }
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static List<OutRecord> records(String... texts) {
        List<OutRecord> records = new ArrayList<>();
        for (String text : texts) {
            records.add(new OutRecord(text.getBytes(StandardCharsets.UTF_8), "key-" + text, 0));
        }
        return records;
    }

    private static List<OutRecord> send(Destination destination, List<OutRecord> records) throws Exception {
        try (Destination.Client client = destination.open()) {
            return client.send(records).get();
        }
    }

    @Test
    void recordsThatKinesisDidNotTakeAreLeft() throws Exception {
        answer = "{\"FailedRecordCount\":1,\"Records\":[{\"SequenceNumber\":\"1\",\"ShardId\":\"s\"},"
                + "{\"ErrorCode\":\"ProvisionedThroughputExceededException\",\"ErrorMessage\":\"slow\"}]}";
        List<OutRecord> records = records("a", "b");
        assertEquals(records.subList(1, 2), send(new KinesisDestination(new Binding.Kinesis(null, "out", "us-east-1", endpoint())), records));
        assertEquals(List.of("Kinesis_20131202.PutRecords"), targets);
        assertEquals("out", requests.get(0).path("StreamName").asText());
        assertEquals("YQ==", requests.get(0).path("Records").path(0).path("Data").asText());
        assertEquals("key-a", requests.get(0).path("Records").path(0).path("PartitionKey").asText());
    }

    @Test
    void recordsThatFirehoseDidNotTakeAreLeft() throws Exception {
        answer = "{\"FailedPutCount\":1,\"RequestResponses\":["
                + "{\"ErrorCode\":\"ServiceUnavailableException\",\"ErrorMessage\":\"slow\"},{\"RecordId\":\"1\"}]}";
        List<OutRecord> records = records("a", "b");
        assertEquals(records.subList(0, 1), send(new FirehoseDestination(new Binding.Firehose("out", "us-east-1", endpoint())), records));
        assertEquals(List.of("Firehose_20150804.PutRecordBatch"), targets);
        assertEquals("out", requests.get(0).path("DeliveryStreamName").asText());
    }

    @Test
    void aStreamThatIsNotThereStopsTheJobWithTheReason() {
        status = 400;
        answer = "{\"__type\":\"ResourceNotFoundException\",\"message\":\"Stream out not found\"}";
        Destination destination = new KinesisDestination(new Binding.Kinesis(null, "out", "us-east-1", endpoint()));
        ExecutionException refused = assertThrows(ExecutionException.class, () -> send(destination, records("a")));
        assertInstanceOf(Destination.Refused.class, refused.getCause());
    }

    @Test
    void aLambdaFunctionAnswersOrFails() throws Exception {
        answer = "{\"records\":[]}";
        String arn = "arn:aws:lambda:us-east-1:123456789012:function:f";
        RecordFunction.Address address = RecordFunction.at(new Binding.Lambda(arn, "us-east-1", endpoint()), "x");
        try (RecordFunction function = address.open()) {
            assertEquals(answer, new String(function.invoke("{\"a\":1}".getBytes(StandardCharsets.UTF_8)).get(), StandardCharsets.UTF_8));
            assertEquals("/2015-03-31/functions/" + arn + "/invocations", targets.get(0));
            assertEquals(1, requests.get(0).path("a").asInt());
            errorHeader = "Unhandled";
            assertThrows(ExecutionException.class, () -> function.invoke("{}".getBytes(StandardCharsets.UTF_8)).get());
        }
    }
}
