package io.weir.sql.mapping;

import java.util.Locale;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/** The type of a schema's column, from the API's text of it. */
public final class ColumnType {
    private ColumnType() {}

    public static LogicalType of(String sqlType) {
        String text = sqlType.strip().toUpperCase(Locale.ROOT);
        return switch (text) {
            // In this dialect FLOAT is as wide as DOUBLE, and REAL is what Flink calls FLOAT.
            case "FLOAT", "DOUBLE PRECISION" -> new DoubleType();
            case "REAL" -> new FloatType();
            case "TIMESTAMP" -> new TimestampType(3);
            default -> LogicalTypeParser.parse(text, ColumnType.class.getClassLoader());
        };
    }
}
