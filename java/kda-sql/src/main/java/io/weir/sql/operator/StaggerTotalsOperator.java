package io.weir.sql.operator;

import java.util.List;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.utils.JoinedRowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;

/**
 * Makes one row of each stagger window, where totals are all that is asked of it: the columns of its first row and the totals behind them, stamped
 * with the time at which it closes.
 */
final class StaggerTotalsOperator extends StaggerOperator {
    private static final long serialVersionUID = 1;

    private final RowType type;
    private final Totals totals;
    /** The open window's end, and what its rows make so far: one state, since each row reads and writes it. */
    private transient ValueState<Tuple2<Long, Tuple3<long[], long[], double[]>>> window;
    private transient ValueState<RowData> first;

    StaggerTotalsOperator(RowType type, long length, Totals totals) {
        super(type, length);
        this.type = type;
        this.totals = totals;
    }

    @Override
    public void open() throws Exception {
        super.open();
        window = getRuntimeContext().getState(new ValueStateDescriptor<>("window", Types.TUPLE(Types.LONG, Totals.STATE)));
        first = getRuntimeContext().getState(new ValueStateDescriptor<>("first", InternalTypeInfo.of(type)));
    }

    @Override
    boolean add(StreamRecord<RowData> row) throws Exception {
        Tuple2<Long, Tuple3<long[], long[], double[]>> open = window.value();
        if (open == null || row.getTimestamp() >= open.f0) {
            return false;
        }
        totals.add(open.f1, row.getValue());
        window.update(open);
        return true;
    }

    @Override
    void open(long end, List<RowData> within) throws Exception {
        Tuple3<long[], long[], double[]> sums = totals.begin();
        within.forEach(row -> totals.add(sums, row));
        window.update(Tuple2.of(end, sums));
        first.update(within.get(0));
    }

    @Override
    void close(long now) throws Exception {
        Tuple2<Long, Tuple3<long[], long[], double[]>> open = window.value();
        if (open == null || open.f0 > now) {
            return;
        }
        output.collect(new StreamRecord<>(new JoinedRowData(first.value(), totals.result(open.f1)), open.f0));
        window.clear();
        first.clear();
    }
}
