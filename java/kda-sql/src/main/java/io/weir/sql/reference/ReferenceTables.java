package io.weir.sql.reference;

import io.weir.sql.function.Types;
import io.weir.sql.job.SourceSchema;
import io.weir.sql.job.SqlJob;
import io.weir.sql.job.SqlReferenceTable;
import io.weir.sql.mapping.RecordMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.core.fs.Path;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reference tables of a job, each from a file that the control plane has fetched. */
public final class ReferenceTables {
    private static final Logger LOG = LoggerFactory.getLogger(ReferenceTables.class);

    private ReferenceTables() {}

    /** @return by exact name */
    public static Map<String, ReferenceTable> of(SqlJob job) {
        Map<String, ReferenceTable> tables = new HashMap<>();
        for (SqlReferenceTable table : job.referenceTables()) {
            RowType type = type(table.schema());
            tables.put(table.tableName(), new ReferenceTable(table.tableName(), type, rows -> load(table, type, rows)));
        }
        return tables;
    }

    private static RowType type(SourceSchema schema) {
        List<RowType.RowField> fields = new ArrayList<>();
        for (SourceSchema.Column column : schema.columns()) {
            fields.add(new RowType.RowField(column.name(), Types.of(column.sqlType())));
        }
        return new RowType(fields);
    }

    /** Rows that do not fit the schema are left out, and counted in the log: a table has no error stream of its own. */
    private static void load(SqlReferenceTable table, RowType type, Consumer<RowData> rows) {
        LoadedRows loaded = new LoadedRows(rows);
        RecordMapper mapper = RecordMapper.of(table.schema(), type, 0);
        Path file = new Path(table.file());
        try (InputStream stream = file.getFileSystem().open(file)) {
            RecordPieces.of(table.schema(), stream).forEach(piece -> mapper.map(piece, loaded));
        } catch (IOException e) {
            throw new UncheckedIOException("The reference data of " + table.tableName() + " cannot be read from " + table.file(), e);
        }
        LOG.info("Reference table {}: {} rows, {} left out{}", table.tableName(), loaded.count, loaded.failed,
                loaded.failed == 0 ? "" : ", the first because of: " + loaded.reason);
    }

    private static final class LoadedRows implements RecordMapper.Rows {
        private final Consumer<RowData> rows;
        private long count;
        private long failed;
        private String reason;

        LoadedRows(Consumer<RowData> rows) {
            this.rows = rows;
        }

        @Override
        public void row(GenericRowData row) {
            count++;
            rows.accept(row);
        }

        @Override
        public void error(String name, String message, byte[] data) {
            failed++;
            if (reason == null) {
                reason = name + ": " + message + " in " + new String(data, 0, Math.min(data.length, 200), StandardCharsets.UTF_8);
            }
        }
    }
}
