package io.weir.sql.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;

/**
 * Groups by {@code MONOTONIC(expression)}: the author asserts that the expression never goes back, so a group is complete when another value
 * comes. The rows of a group are held until then and emitted with the ROWTIME of the row that ended it, so that an aggregation per ROWTIME and
 * key is the aggregation of the group.
 */
final class ChangeOperator extends BucketOperator {
    private static final long serialVersionUID = 1;

    private final RowType type;
    private final RowData.FieldGetter value;
    private transient List<RowData> group;
    private transient ListState<RowData> stored;

    ChangeOperator(RowType type, int column) {
        super(type, TimeBucket.each());
        this.type = type;
        this.value = RowData.createFieldGetter(type.getTypeAt(column), column);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        group = new ArrayList<>();
        stored = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("group", InternalTypeInfo.of(type)));
        for (RowData row : stored.get()) {
            group.add(row);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        stored.update(group);
    }

    @Override
    void complete(List<Tuple2<Long, RowData>> part) {
        for (Tuple2<Long, RowData> row : part) {
            if (!group.isEmpty() && !Objects.equals(value.getFieldOrNull(group.get(0)), value.getFieldOrNull(row.f1))) {
                group.forEach(done -> output.collect(new StreamRecord<>(done, row.f0)));
                group.clear();
            }
            group.add(row.f1);
        }
    }
}
