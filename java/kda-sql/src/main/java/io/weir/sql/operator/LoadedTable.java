package io.weir.sql.operator;

import io.weir.sql.reference.ReferenceTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.JobID;
import org.apache.flink.table.data.RowData;

/** A reference table in memory, found by key. Loaded once for all subtasks of a job in a process and dropped with the last of them. */
final class LoadedTable implements AutoCloseable {
    private static final Map<Name, LoadedTable> LOADED = new HashMap<>();

    private final Name name;
    private Map<RowData, List<RowData>> rows;
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
        RowKey key = new RowKey(table.type(), keys);
        Map<RowData, List<RowData>> found = new HashMap<>();
        for (RowData row : table.loader().load()) {
            found.computeIfAbsent(key.getKey(row), k -> new LinkedList<>()).add(row);
        }
        found.replaceAll((k, list) -> List.copyOf(list));
        rows = found;
    }

    List<RowData> get(RowData key) {
        return rows.getOrDefault(key, List.of());
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
