package io.weir.sql.operator;

import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;

/**
 * Ends an outer join whose condition was judged by SQL, for one of its sides: keyed by the identity of that side's row, it takes the pairs that
 * passed the condition and the ends ({@link JoinedRow}), and lets an end through as a row without a match if no pair came before it.
 */
final class MatchOperator extends AbstractStreamOperator<RowData> implements OneInputStreamOperator<RowData, RowData> {
    private static final long serialVersionUID = 1;

    private final int kindColumn;
    private final boolean emitsPairs;
    private transient ValueState<Boolean> matched;

    /** @param emitsPairs whether pairs go through; false for the second side of a full join, as the first lets them through */
    MatchOperator(int kindColumn, boolean emitsPairs) {
        this.kindColumn = kindColumn;
        this.emitsPairs = emitsPairs;
    }

    @Override
    public void open() throws Exception {
        super.open();
        matched = getRuntimeContext().getState(new ValueStateDescriptor<>("matched", Types.BOOLEAN));
    }

    @Override
    public void processElement(StreamRecord<RowData> record) throws Exception {
        if (record.getValue().getInt(kindColumn) == JoinedRow.PAIR) {
            matched.update(true);
            if (emitsPairs) {
                output.collect(record);
            }
        } else if (matched.value() == null) {
            output.collect(record);
        } else {
            matched.clear();
        }
    }
}
