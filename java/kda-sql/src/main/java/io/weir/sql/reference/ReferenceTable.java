package io.weir.sql.reference;

import java.io.Serializable;
import java.util.function.Consumer;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * A finite table that stream rows are looked up in. Loaded once in each process, at the start of a deployment.
 *
 * @param name exact case
 */
public record ReferenceTable(String name, RowType type, Loader loader) implements Serializable {

    /** Reads all rows; called where the job runs. A row may be used again for the next: who keeps it copies it. */
    @FunctionalInterface
    public interface Loader extends Serializable {
        void load(Consumer<RowData> rows);
    }
}
