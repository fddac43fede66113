package io.weir.sql.job;

/** AWS's RecordFormatType. */
public enum RecordFormat {
    JSON,
    CSV
}
