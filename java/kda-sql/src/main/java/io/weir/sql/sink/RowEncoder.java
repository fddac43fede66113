package io.weir.sql.sink;

import io.weir.sql.job.RecordFormat;
import java.io.Serializable;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Makes the record of a row. Used by one thread. */
interface RowEncoder extends Serializable {
    byte[] encode(RowData row);

    /** @param columns how many of the type's columns are written, from the first */
    static RowEncoder of(RecordFormat format, RowType type, int columns) {
        return format == RecordFormat.CSV ? new CsvRowEncoder(type, columns) : new JsonRowEncoder(type, columns);
    }
}
