package io.weir.sql.operator;

import io.weir.sql.reference.ReferenceTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.JobID;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.binary.BinaryRowData;

/** A reference table in memory, found by key. Loaded once for all subtasks of a job in a process and dropped with the last of them. */
final class LoadedTable implements AutoCloseable {
    private static final Map<Name, LoadedTable> LOADED = new HashMap<>();

    private final Name name;
    private PackedRows rows;
    private int users;

    private record Name(JobID job, String table, int[] keys) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Name name && job.equals(name.job) && table.equals(name.table) && Arrays.equals(keys, name.keys);
        }

        @Override
        public int hashCode() {
            return Objects.hash(job, table, Arrays.hashCode(keys));
        }
    }

    private LoadedTable(Name name) {
        this.name = name;
    }

    static LoadedTable open(JobID job, ReferenceTable table, int[] keys) {
        LoadedTable loaded;
        synchronized (LOADED) {
            loaded = LOADED.computeIfAbsent(new Name(job, table.name(), keys), LoadedTable::new);
            loaded.users++;
        }
        loaded.load(table, keys);
        return loaded;
    }

    /** The first that comes loads; others wait for it. */
    private synchronized void load(ReferenceTable table, int[] keys) {
        if (rows != null) {
            return;
        }
        PackedRows packed = new PackedRows(table.type(), keys);
        table.loader().load(packed::add);
        packed.close();
        rows = packed;
    }

    /** @param ofRow reads the key of a row of the table */
    List<RowData> get(BinaryRowData key, RowKey ofRow) {
        return rows.get(key, ofRow);
    }

    @Override
    public void close() {
        synchronized (LOADED) {
            users--;
            if (users == 0) {
                LOADED.remove(name);
            }
        }
    }
}
