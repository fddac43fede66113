package io.weir.sql.operator;

import io.weir.sql.reference.ReferenceTable;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.flink.table.data.utils.JoinedRowData;
import org.apache.flink.util.Collector;

/** Joins each row of a stream with the rows of a reference table that have the same key. The ROWTIME stays. */
final class LookupFunction extends RichFlatMapFunction<RowData, RowData> {
    private static final long serialVersionUID = 1;

    private final ReferenceTable table;
    private final RowKey key;
    private final int[] tableKeys;
    private final boolean keepStream;
    private final boolean judgedLater;
    private transient LoadedTable loaded;
    private transient RowKey ofTable;

    LookupFunction(ReferenceTable table, RowKey key, int[] tableKeys, boolean keepStream, boolean judgedLater) {
        this.table = table;
        this.key = key;
        this.tableKeys = tableKeys;
        this.keepStream = keepStream;
        this.judgedLater = judgedLater;
    }

    @Override
    public void open(OpenContext context) {
        ofTable = new RowKey(table.type(), tableKeys);
        loaded = LoadedTable.open(getRuntimeContext().getJobInfo().getJobId(), table, tableKeys);
    }

    @Override
    public void flatMap(RowData row, Collector<RowData> out) {
        BinaryRowData lookedFor = key.getKey(row);
        List<RowData> found = lookedFor.anyNull() ? List.of() : loaded.get(lookedFor, ofTable);
        for (RowData match : found) {
            out.collect(joined(row, match, JoinedRow.PAIR));
        }
        if (keepStream && (judgedLater || found.isEmpty())) {
            out.collect(joined(row, new GenericRowData(table.type().getFieldCount()), JoinedRow.END_OF_LEFT));
        }
    }

    private RowData joined(RowData row, RowData match, int kind) {
        RowData both = new JoinedRowData(row, match);
        return judgedLater ? new JoinedRowData(both, GenericRowData.of(kind)) : both;
    }

    @Override
    public void close() {
        if (loaded != null) {
            loaded.close();
        }
    }
}
