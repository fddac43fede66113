package io.weir.sql.mapping;

import io.weir.sql.job.RecordFormat;
import io.weir.sql.job.SourceSchema;
import java.io.Serializable;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Makes rows of a record. Whatever a record holds, it ends as rows or as errors, never as an exception.
 *
 * <p>Used by one thread.
 */
public interface RecordMapper extends Serializable {

    void map(byte[] record, Rows rows);

    /** Takes what a record became, in its order. */
    interface Rows {
        /** Keeps the row: it is a new one each time. */
        void row(GenericRowData row);

        /**
         * @param name one of the names in {@code ErrorRow}
         * @param data what could not be used: the record, or the row of it that is wrong
         */
        void error(String name, String message, byte[] data);
    }

    /**
     * @param type the columns of the schema in order
     * @param spare how many fields more than columns each row is to have, left null for the caller
     */
    static RecordMapper of(SourceSchema schema, RowType type, int spare) {
        return schema.format() == RecordFormat.CSV ? new CsvMapper(schema, type, spare) : new JsonMapper(schema, type, spare);
    }
}
