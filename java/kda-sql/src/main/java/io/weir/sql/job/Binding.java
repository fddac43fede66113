package io.weir.sql.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/** What an ARN stands for in this installation. Credentials are in the environment (AWS_*), as for any application. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Binding.Kinesis.class, name = "kinesis"),
    @JsonSubTypes.Type(value = Binding.Firehose.class, name = "firehose"),
    @JsonSubTypes.Type(value = Binding.Kafka.class, name = "kafka"),
    @JsonSubTypes.Type(value = Binding.Files.class, name = "files"),
    @JsonSubTypes.Type(value = Binding.Lambda.class, name = "lambda"),
    @JsonSubTypes.Type(value = Binding.Http.class, name = "http"),
})
public sealed interface Binding extends Serializable {
    /** A Kinesis data stream; endpoint null = AWS's own. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Kinesis(String streamArn, String streamName, String region, String endpoint) implements Binding {}

    /** A Firehose delivery stream, as a destination (nobody can read from one: as a source it must be bound to something else). */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Firehose(String deliveryStreamName, String region, String endpoint) implements Binding {}

    /**
     * A topic; properties go to the Kafka client as they are, but for {@code weir.delivery.guarantee}, which is about us: {@code at-least-once},
     * as AWS's outputs were, or {@code exactly-once}, in transactions that end with each checkpoint.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Kafka(String bootstrapServers, String topic, Map<String, String> properties) implements Binding {
        private static final String GUARANTEE = "weir.delivery.guarantee";

        public Kafka {
            properties = properties == null ? Map.of() : Map.copyOf(properties);
        }

        /** What the Kafka client is to know. */
        public Map<String, String> clientProperties() {
            Map<String, String> own = new HashMap<>(properties);
            own.remove(GUARANTEE);
            return own;
        }

        public boolean exactlyOnce() {
            return "exactly-once".equals(properties.get(GUARANTEE));
        }
    }

    /** Files below a directory ({@code s3://} or {@code file:}); as a source new files are picked up while it runs, each line is a record. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Files(String uri) implements Binding {}

    /** A function of a Lambda API; endpoint null = AWS's own. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Lambda(String functionArn, String region, String endpoint) implements Binding {}

    /** An address that is POSTed the event which AWS would give the function, and answers what the function would. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Http(String url) implements Binding {}
}
