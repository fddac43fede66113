package io.weir.sql.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryEventTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<OutRecord> records = List.of(
            new OutRecord("a\n".getBytes(StandardCharsets.UTF_8), "k", 0),
            new OutRecord("b\n".getBytes(StandardCharsets.UTF_8), "k", 2),
            new OutRecord("c\n".getBytes(StandardCharsets.UTF_8), "k", 0));

    @Test
    void writesTheEventThatAwsGives() throws Exception {
        JsonNode event = JSON.readTree(new DeliveryEvent("arn:app", records).write());
        assertEquals("arn:app", event.path("applicationArn").asText());
        assertEquals(36, event.path("invocationId").asText().length());
        assertEquals("Ygo=", event.path("records").path(1).path("data").asText());
        assertEquals(2, event.path("records").path(1).path("lambdaDeliveryRecordMetadata").path("retryHint").asInt());
    }

    @Test
    void whatIsNotCalledOkIsNotDelivered() throws Exception {
        DeliveryEvent event = new DeliveryEvent("arn:app", records);
        JsonNode sent = JSON.readTree(event.write()).path("records");
        String answer = "{\"records\":[{\"recordId\":\"" + sent.path(0).path("recordId").asText() + "\",\"result\":\"Ok\"},{\"recordId\":\""
                + sent.path(1).path("recordId").asText() + "\",\"result\":\"DeliveryFailed\"}]}";
        assertEquals(records.subList(1, 3), event.notDelivered(answer.getBytes(StandardCharsets.UTF_8)));
        assertEquals(records, event.notDelivered("{}".getBytes(StandardCharsets.UTF_8)));
        assertThrows(RuntimeException.class, () -> event.notDelivered("oops".getBytes(StandardCharsets.UTF_8)));
    }
}
