package io.weir.sql.operator;

import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** ORDER BY: sorts the rows of each part of time. A row keeps its ROWTIME; equal rows keep their order of arrival. */
final class SortOperator extends BucketOperator {
    private static final long serialVersionUID = 1;

    private final RowOrder order;

    SortOperator(RowType type, TimeBucket bucket, List<SortKey> keys) {
        super(type, bucket);
        order = new RowOrder(type, keys);
    }

    @Override
    void complete(List<Tuple2<Long, RowData>> part) {
        part.sort(Comparator.comparing(row -> row.f1, order));
        for (Tuple2<Long, RowData> row : part) {
            output.collect(new StreamRecord<>(row.f1, row.f0));
        }
    }
}
