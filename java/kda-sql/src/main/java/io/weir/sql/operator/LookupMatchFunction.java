package io.weir.sql.operator;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;

/**
 * Ends a LEFT join with a reference table whose condition was judged by SQL: the end of a row's pairs goes through only if no pair of that row
 * passed. All rows of one row of the stream come in one piece, so nothing is to be kept beyond them.
 */
final class LookupMatchFunction implements FlatMapFunction<RowData, RowData> {
    private static final long serialVersionUID = 1;

    private final int kindColumn;
    private boolean matched;

    LookupMatchFunction(int kindColumn) {
        this.kindColumn = kindColumn;
    }

    @Override
    public void flatMap(RowData row, Collector<RowData> out) {
        boolean pair = row.getInt(kindColumn) == JoinedRow.PAIR;
        if (pair || !matched) {
            out.collect(row);
        }
        matched = pair;
    }
}
