package io.weir.sql.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** One destination: every row of the in-application stream {@code name} (exact case) becomes one record. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SqlOutput(String id, String name, RecordFormat format, Binding destination) {}
