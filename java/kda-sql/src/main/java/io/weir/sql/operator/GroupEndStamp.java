package io.weir.sql.operator;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.utils.JoinedRowData;

/**
 * Stamps each row with the moment at which the part of time that it is in ends, and keeps its ROWTIME as one more column. Of several divisions
 * the one whose part ends first counts: then the combination of them is over.
 *
 * <p>A window of one millisecond then has all rows of a part, however long parts are. The stamps lie in the future, so that no row is late.
 */
public final class GroupEndStamp extends AbstractStreamOperator<RowData> implements OneInputStreamOperator<RowData, RowData> {
    private static final long serialVersionUID = 1;

    private final TimeBucket[] divisions;

    public GroupEndStamp(TimeBucket... divisions) {
        this.divisions = divisions;
        this.chainingStrategy = ChainingStrategy.ALWAYS;
    }

    @Override
    public void processElement(StreamRecord<RowData> record) {
        long time = record.getTimestamp();
        long end = Long.MAX_VALUE;
        for (TimeBucket division : divisions) {
            end = Math.min(end, division.endOf(time));
        }
        RowData row = record.getValue();
        GenericRowData rowtime = GenericRowData.of(TimestampData.fromEpochMillis(time));
        output.collect(record.replace(new JoinedRowData(row.getRowKind(), row, rowtime), end));
    }
}
