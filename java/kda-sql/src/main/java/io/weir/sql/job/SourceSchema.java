package io.weir.sql.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.Serializable;
import java.util.List;

/**
 * AWS's SourceSchema, flattened.
 *
 * @param recordRowPath JSON only, such as {@code $} or {@code $.Records[0:]}
 * @param recordRowDelimiter CSV only
 * @param recordColumnDelimiter CSV only; may have several characters
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SourceSchema(
        RecordFormat format,
        String recordRowPath,
        String recordRowDelimiter,
        String recordColumnDelimiter,
        String recordEncoding,
        List<Column> columns)
        implements Serializable {

    public SourceSchema {
        columns = List.copyOf(columns);
    }

    /**
     * @param name as it is, case kept
     * @param sqlType as the API has it, such as {@code VARCHAR(16)}
     * @param mapping JSONPath below the row path; null for CSV
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Column(String name, String sqlType, String mapping) implements Serializable {}
}
