package io.weir.sql.operator;

import io.weir.sql.function.RowErrors;
import io.weir.sql.stream.ErrorRow;
import io.weir.sql.stream.ErrorStream;
import io.weir.sql.stream.Parallelism;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.OutputTag;

/**
 * Stands right behind a query of Flink SQL whose expressions can fail, chained to it: rows of which a function said so ({@link RowErrors}) go to
 * the error stream, as SQL-1_0 did with them. DATA_ROW is the row that was made, with NULL where it failed.
 */
public final class RowGuard extends AbstractStreamOperator<RowData> implements OneInputStreamOperator<RowData, RowData> {
    private static final long serialVersionUID = 1;

    private static final OutputTag<RowData> FAILED = new OutputTag<>("failed-rows", InternalTypeInfo.of(ErrorStream.TYPE));

    private final RowText text;
    private final String pump;
    private final long shift;

    private transient StreamRecord<RowData> failed;

    private RowGuard(RowType type, String pump, long shift) {
        this.text = new RowText(type);
        this.pump = pump;
        this.shift = shift;
        this.chainingStrategy = ChainingStrategy.ALWAYS;
    }

    /**
     * @param type of the rows
     * @param pump or stream that they are for
     * @param shift ms from the time that Flink gives rows to their ROWTIME
     */
    public static DataStream<RowData> behind(DataStream<RowData> query, RowType type, String pump, long shift, ErrorStream errors) {
        SingleOutputStreamOperator<RowData> guarded =
                Parallelism.of(query, query.transform("Failed rows of " + pump, query.getType(), new RowGuard(type, pump, shift)));
        errors.add(guarded.getSideOutput(FAILED));
        return guarded;
    }

    @Override
    public void open() throws Exception {
        super.open();
        failed = new StreamRecord<>(null);
        RowErrors.clear();
    }

    @Override
    public void processElement(StreamRecord<RowData> record) {
        RowErrors.Failure failure = RowErrors.take();
        if (failure == null) {
            output.collect(record);
            return;
        }
        RowData row = ErrorRow.of(failure.code(), failure.message(), record.getTimestamp() + shift, text.of(record.getValue()), pump);
        output.collect(FAILED, failed.replace(row, record.getTimestamp()));
    }
}
