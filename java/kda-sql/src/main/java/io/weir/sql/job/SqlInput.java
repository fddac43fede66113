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
}
