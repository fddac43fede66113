package io.weir.sql.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The event that a pre-processing function gets and the answer that it gives, as AWS's developer guide defines them.
 *
 * @param streamArn null where the records come from no Kinesis data stream
 */
record ProcessingEvent(String applicationArn, String streamArn) implements Serializable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Leaves out records that have failed already; {@link #read} gives them back as they are. */
    byte[] write(List<RawRecord> batch) {
        ObjectNode event = JSON.createObjectNode();
        event.put("invocationId", UUID.randomUUID().toString());
        event.put("applicationArn", applicationArn);
        event.put("streamArn", streamArn);
        ArrayNode records = event.putArray("records");
        for (int i = 0; i < batch.size(); i++) {
            RawRecord record = batch.get(i);
            if (record.failure != null) {
                continue;
            }
            ObjectNode item = records.addObject();
            item.put("recordId", id(record, i));
            ObjectNode metadata = item.putObject("kinesisStreamRecordMetadata");
            metadata.put("sequenceNumber", record.sequenceNumber);
            metadata.put("partitionKey", record.partitionKey);
            metadata.put("shardId", record.shardId);
            // In seconds, as AWS's example has it.
            metadata.put("approximateArrivalTimestamp", record.arrival / 1000);
            item.put("data", record.data);
        }
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @return the records to go on with, in the batch's order: those that are Ok, and those that failed with the reason
     * @throws IllegalStateException when the answer is not about these records: then all of them are to be sent again
     */
    List<RawRecord> read(byte[] answer, List<RawRecord> batch) {
        Map<String, JsonNode> results = new HashMap<>();
        try {
            JsonNode records = JSON.readTree(answer).path("records");
            records.forEach(record -> results.put(record.path("recordId").asText(), record));
        } catch (IOException e) {
            throw new UncheckedIOException("The function's answer is no JSON", e);
        }
        List<RawRecord> processed = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            RawRecord record = batch.get(i);
            if (record.failure != null) {
                processed.add(record);
                continue;
            }
            JsonNode result = results.get(id(record, i));
            if (result == null) {
                throw new IllegalStateException("The function's answer lacks the record " + id(record, i));
            }
            String said = result.path("result").asText();
            switch (said) {
                case "Ok" -> processed.add(record.with(data(result, record, i), null));
                case "ProcessingFailed" -> processed.add(record.with(record.data, "The function said ProcessingFailed"));
                case "Dropped" -> { }
                default -> throw new IllegalStateException("The function's answer has the result \"" + said + "\" for the record "
                        + id(record, i) + "; expected Ok, Dropped or ProcessingFailed");
            }
        }
        return processed;
    }

    private static byte[] data(JsonNode result, RawRecord record, int index) {
        try {
            byte[] data = result.path("data").binaryValue();
            if (data != null) {
                return data;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The data of the record " + id(record, index) + " is no Base64", e);
        }
        throw new IllegalStateException("The function's answer lacks the data of the record " + id(record, index));
    }

    /** The sequence number, made unlike every other in the batch: those of different shards may be alike where the stream is no Kinesis stream. */
    private static String id(RawRecord record, int index) {
        return record.sequenceNumber + String.format("%06d", index);
    }
}
