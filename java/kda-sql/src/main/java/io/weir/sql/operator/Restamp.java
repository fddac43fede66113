package io.weir.sql.operator;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;

/**
 * Ends a query that Flink SQL runs: hides the time attribute, which is the last column of its rows, and moves the time of each row from where
 * Flink has it to where KDA has it.
 */
public final class Restamp extends AbstractStreamOperator<RowData> implements OneInputStreamOperator<RowData, RowData> {
    private static final long serialVersionUID = 1;

    private final long shift;
    private final FrontRow front;

    /**
     * @param columns how many columns remain
     * @param shift ms that are added to the time
     */
    public Restamp(int columns, long shift) {
        this.shift = shift;
        this.front = new FrontRow(columns);
        this.chainingStrategy = ChainingStrategy.ALWAYS;
    }

    @Override
    public void processElement(StreamRecord<RowData> record) {
        output.collect(record.replace(front.of(record.getValue()), record.getTimestamp() + shift));
    }
}
