package io.weir.sql.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * One streaming input. Its in-application streams are {@code namePrefix_001} to {@code namePrefix_<parallelism>}.
 *
 * @param processor the Lambda function that records go through first, or null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SqlInput(
        String id,
        String namePrefix,
        int parallelism,
        StartingPosition startingPosition,
        SourceSchema schema,
        Binding source,
        Binding processor) {

    /** Where reading begins when there is no state to go on from. */
    public enum StartingPosition {
        NOW,
        TRIM_HORIZON,
        LAST_STOPPED_POINT
    }

    /**
     * The name under which the positions in this input's source are kept. They are positions in one stream, topic or directory: an input that comes
     * to name another begins there as its starting position says. Where that stream is served is no part of it: a server may move.
     */
    public String positions() {
        return "source-" + id + "-" + place();
    }

    private String place() {
        if (source instanceof Binding.Kinesis kinesis) {
            return kinesis.streamArn();
        }
        if (source instanceof Binding.Kafka kafka) {
            return "topic " + kafka.topic();
        }
        return source instanceof Binding.Files files ? files.uri() : "";
    }
}
