package io.weir.sql.operator;

import io.weir.sql.stream.ErrorRow;
import io.weir.sql.stream.ErrorStream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.OutputTag;

/**
 * {@code SELECT STREAM t AS ROWTIME}: rows get the time in their last column, which is hidden from then on. A row whose time is before that of
 * one that was let through goes to the error stream, and so does one without a time. Time goes on with the rows alone.
 */
public final class GivenTime extends AbstractStreamOperator<RowData> implements OneInputStreamOperator<RowData, RowData> {
    private static final long serialVersionUID = 1;

    private final int column;
    private final FrontRow front;
    private final RowText text;
    private final String pump;
    private final OutputTag<RowData> failed;
    private transient ListState<Long> stored;
    private transient long last;
    private transient boolean idle;

    private GivenTime(RowType type, String pump, OutputTag<RowData> failed) {
        this.column = type.getFieldCount() - 1;
        this.front = new FrontRow(column);
        this.text = new RowText(type);
        this.pump = pump;
        this.failed = failed;
        this.chainingStrategy = ChainingStrategy.ALWAYS;
    }

    /**
     * @param type of the rows with the time
     * @param without of the rows that are made
     */
    public static SingleOutputStreamOperator<RowData> of(
            DataStream<RowData> rows, RowType type, RowType without, String pump, ErrorStream errors) {
        OutputTag<RowData> failed = new OutputTag<>("out-of-order", InternalTypeInfo.of(ErrorStream.TYPE));
        SingleOutputStreamOperator<RowData> timed =
                rows.transform("time of " + pump, InternalTypeInfo.of(without), new GivenTime(type, pump, failed));
        if (rows.getParallelism() > 0) {
            timed.setParallelism(rows.getParallelism());
        }
        errors.add(timed.getSideOutput(failed));
        return timed;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        stored = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("last", Types.LONG));
        last = Long.MIN_VALUE;
        for (long each : stored.get()) {
            last = Math.max(last, each);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        stored.clear();
        stored.add(last);
    }

    @Override
    public void processElement(StreamRecord<RowData> record) {
        RowData row = record.getValue();
        if (row.isNullAt(column)) {
            fail(record, "the row has no time to become its ROWTIME");
            return;
        }
        long time = row.getTimestamp(column, 3).getMillisecond();
        if (time < last) {
            fail(record, "the row's time is before the ROWTIME of an earlier row");
            return;
        }
        if (idle) {
            idle = false;
            output.emitWatermarkStatus(WatermarkStatus.ACTIVE);
        }
        boolean later = time > last;
        last = time;
        output.collect(record.replace(front.of(row), time));
        if (later) {
            output.emitWatermark(new Watermark(time - 1));
        }
    }

    private void fail(StreamRecord<RowData> record, String message) {
        RowData error = ErrorRow.of("Out of order", message, record.getTimestamp(), text.of(record.getValue()), pump);
        output.collect(failed, new StreamRecord<>(error, record.getTimestamp()));
    }

    /** The clock says nothing of times that rows bring with them; a part of the stream without rows is not to be waited for. */
    @Override
    public void processWatermark(Watermark mark) {
        if (mark.getTimestamp() == Long.MAX_VALUE) {
            output.emitWatermark(mark);
        } else if (last == Long.MIN_VALUE && !idle) {
            idle = true;
            output.emitWatermarkStatus(WatermarkStatus.IDLE);
        }
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) {}
}
