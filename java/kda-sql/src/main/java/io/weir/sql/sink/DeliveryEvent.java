package io.weir.sql.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The event that an output function gets, and what its answer says, as AWS's developer guide defines them. */
final class DeliveryEvent {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String applicationArn;
    private final List<OutRecord> records;
    private final List<String> ids = new ArrayList<>();

    DeliveryEvent(String applicationArn, List<OutRecord> records) {
        this.applicationArn = applicationArn;
        this.records = records;
        records.forEach(record -> ids.add(UUID.randomUUID().toString()));
    }

    byte[] write() {
        ObjectNode event = JSON.createObjectNode();
        event.put("invocationId", UUID.randomUUID().toString());
        event.put("applicationArn", applicationArn);
        ArrayNode items = event.putArray("records");
        for (int i = 0; i < records.size(); i++) {
            ObjectNode item = items.addObject();
            item.put("recordId", ids.get(i));
            item.putObject("lambdaDeliveryRecordMetadata").put("retryHint", records.get(i).tries());
            item.put("data", records.get(i).data());
        }
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every record that the answer does not call Ok: whatever else it says of one, or when it says nothing, delivery has failed. */
    List<OutRecord> notDelivered(byte[] answer) {
        Set<String> delivered = new HashSet<>();
        try {
            for (JsonNode record : JSON.readTree(answer).path("records")) {
                if (record.path("result").asText().equals("Ok")) {
                    delivered.add(record.path("recordId").asText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The function's answer is no JSON", e);
        }
        List<OutRecord> left = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            if (!delivered.contains(ids.get(i))) {
                left.add(records.get(i));
            }
        }
        return left;
    }
}
