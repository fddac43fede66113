package io.weir.sql.source;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gathers records for one call of a function: as many as its request may hold, or those of a moment. Holds none over a checkpoint, so it has no
 * state: what is under way is kept by the operator that waits for the answers.
 */
final class Batches extends AbstractStreamOperator<List<RawRecord>>
        implements OneInputStreamOperator<RawRecord, List<RawRecord>>, BoundedOneInput, ProcessingTimeCallback {
    private static final long serialVersionUID = 1;

    private static final int MOST_RECORDS = 500;

    /** A request may have 6 MB; Base64 and what stands around the data take a third and more. */
    private static final int MOST_BYTES = 4_000_000;

    private static final long LONGEST_MS = 200;

    private transient List<RawRecord> batch;
    private transient int bytes;

    Batches() {
        chainingStrategy = ChainingStrategy.ALWAYS;
    }

    @Override
    public void open() throws Exception {
        super.open();
        batch = new ArrayList<>();
        waitForMore();
    }

    @Override
    public void processElement(StreamRecord<RawRecord> element) {
        RawRecord record = element.getValue();
        if (record.data.length > MOST_BYTES) {
            // No function could be given it, however often it is tried.
            record = record.with(record.data, "The record is too large for a function: " + record.data.length + " bytes");
        } else if (bytes + record.data.length > MOST_BYTES) {
            flush();
        }
        batch.add(record);
        bytes += record.failure == null ? record.data.length : 0;
        if (batch.size() >= MOST_RECORDS) {
            flush();
        }
    }

    @Override
    public void onProcessingTime(long timestamp) {
        flush();
        waitForMore();
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        flush();
    }

    @Override
    public void endInput() {
        flush();
    }

    private void waitForMore() {
        getProcessingTimeService().registerTimer(getProcessingTimeService().getCurrentProcessingTime() + LONGEST_MS, this);
    }

    private void flush() {
        if (!batch.isEmpty()) {
            output.collect(new StreamRecord<>(batch));
            batch = new ArrayList<>();
            bytes = 0;
        }
    }
}
