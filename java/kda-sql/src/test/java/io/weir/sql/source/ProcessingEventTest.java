package io.weir.sql.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessingEventTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ProcessingEvent EVENT = new ProcessingEvent("arn:app", "arn:stream");

    private final List<RawRecord> batch = List.of(record("hello world", "11"), record("b", "12"), record("c", "13"));

    private static RawRecord record(String data, String sequence) {
        return new RawRecord(data.getBytes(StandardCharsets.UTF_8), 1520280173123L, "key", sequence, RawRecord.shardId(3), 3);
    }

    private static String answer(String... results) {
        return "{\"records\":[" + String.join(",", results) + "]}";
    }

    private static String result(String id, String result, String data) {
        return "{\"recordId\":\"" + id + "\",\"result\":\"" + result + "\"" + (data == null ? "" : ",\"data\":\"" + data + "\"") + "}";
    }

    private List<RawRecord> read(String answer) {
        return EVENT.read(answer.getBytes(StandardCharsets.UTF_8), batch);
    }

    @Test
    void writesTheEventThatAwsGives() throws Exception {
        JsonNode event = JSON.readTree(EVENT.write(batch));
        assertEquals("arn:app", event.path("applicationArn").asText());
        assertEquals("arn:stream", event.path("streamArn").asText());
        assertEquals(36, event.path("invocationId").asText().length());
        JsonNode first = event.path("records").path(0);
        assertEquals("aGVsbG8gd29ybGQ=", first.path("data").asText());
        assertEquals(
                JSON.readTree("{\"sequenceNumber\":\"11\",\"partitionKey\":\"key\",\"shardId\":\"shardId-000000000003\","
                        + "\"approximateArrivalTimestamp\":1520280173}"),
                first.path("kinesisStreamRecordMetadata"));
        assertEquals(3, event.path("records").size());
    }

    @Test
    void goesOnWithWhatTheFunctionMadeOfEachRecord() {
        List<RawRecord> processed = read(answer(
                result("13000002", "ProcessingFailed", null), result("11000000", "Ok", "SEVMTE8="), result("12000001", "Dropped", null)));
        assertEquals(2, processed.size());
        assertArrayEquals("HELLO".getBytes(StandardCharsets.UTF_8), processed.get(0).data);
        assertEquals("11", processed.get(0).sequenceNumber);
        assertEquals("The function said ProcessingFailed", processed.get(1).failure);
        assertArrayEquals("c".getBytes(StandardCharsets.UTF_8), processed.get(1).data);
    }

    @Test
    void anAnswerThatIsNotAboutTheRecordsIsNone() {
        String dropped = result("12000001", "Dropped", null);
        String alsoDropped = result("13000002", "Dropped", null);
        for (String first : List.of(
                result("other", "Ok", "SEVMTE8="), result("11000000", "ok", "SEVMTE8="), result("11000000", "Ok", null),
                result("11000000", "Ok", "*"), "{}")) {
            assertThrows(RuntimeException.class, () -> read(answer(first, dropped, alsoDropped)), first);
        }
        assertThrows(RuntimeException.class, () -> read("no json"));
        assertThrows(RuntimeException.class, () -> read("[]"));
    }
}
