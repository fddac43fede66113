package io.weir.sql.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.Serializable;

/** A finite table. {@code file} is a plain file that the control plane has fetched from S3 for this deployment. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SqlReferenceTable(String id, String tableName, String file, SourceSchema schema) implements Serializable {}
