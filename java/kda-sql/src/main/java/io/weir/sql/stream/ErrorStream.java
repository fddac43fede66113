package io.weir.sql.stream;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * Where parts of a job leave the rows they could not handle: the in-application stream {@code error_stream}, which outputs may name and SQL
 * cannot read. A part adds a stream of rows of {@link #TYPE} for each of its operators that can fail.
 */
public final class ErrorStream {
    public static final String NAME = "error_stream";

    /** Columns as AWS documents them. DATA_ROW is the row in hexadecimal. */
    public static final RowType TYPE =
            RowType.of(
                    new LogicalType[] {
                        new TimestampType(3),
                        new VarCharType(10),
                        new VarCharType(32),
                        new VarCharType(4096),
                        new TimestampType(3),
                        new VarCharType(49152),
                        new VarCharType(128)
                    },
                    new String[] {
                        "ERROR_TIME", "ERROR_LEVEL", "ERROR_NAME", "MESSAGE", "DATA_ROWTIME", "DATA_ROW", "PUMP_NAME"
                    });

    private final List<DataStream<RowData>> parts = new ArrayList<>();

    public void add(DataStream<RowData> errors) {
        parts.add(errors);
    }

    public List<DataStream<RowData>> parts() {
        return List.copyOf(parts);
    }
}
