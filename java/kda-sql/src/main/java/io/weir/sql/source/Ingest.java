package io.weir.sql.source;

import io.weir.sql.mapping.RecordMapper;
import io.weir.sql.stream.ErrorRow;
import java.util.List;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.util.OutputTag;

/**
 * Where records become rows of in-application streams and get their ROWTIME: the clock's time, never less than that of the row before, also after
 * a restart. The watermark follows the clock, with rows or without, so that windows close on time while a source is silent; the source's own
 * watermarks and idleness mean nothing here.
 *
 * <p>The input's first stream is the main output; the others and the errors are side outputs.
 */
final class Ingest extends AbstractStreamOperator<RowData>
        implements OneInputStreamOperator<RawRecord, RowData>, RecordMapper.Rows, ProcessingTimeCallback {
    private static final long serialVersionUID = 1;

    private final InputLayout.Pseudo[] pseudo;
    private final int columns;
    private final RecordMapper mapper;
    private final List<OutputTag<RowData>> others;
    private final int streams;
    private final OutputTag<RowData> errors;

    private transient StreamRecord<RowData> element;
    private transient ListState<Long> state;
    private transient RawRecord record;
    private transient Counter failed;
    private transient long interval;
    private transient long last;
    private transient boolean ended;
    private transient volatile long arrival;
    private transient volatile long seen;

    /** @param others the tags of the streams after the first, in order */
    Ingest(InputLayout layout, RecordMapper mapper, List<OutputTag<RowData>> others, OutputTag<RowData> errors) {
        this.pseudo = layout.pseudo().toArray(new InputLayout.Pseudo[0]);
        this.columns = layout.columns();
        this.mapper = mapper;
        this.others = List.copyOf(others);
        this.streams = others.size() + 1;
        this.errors = errors;
        // In one task with the source: records are not serialised in between.
        this.chainingStrategy = ChainingStrategy.ALWAYS;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        // A union: whichever subtask goes on with a shard, its rows are not older than those that any of them stamped.
        state = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("rowtime", LongSerializer.INSTANCE));
        last = Long.MIN_VALUE;
        for (Long stamped : state.get()) {
            last = Math.max(last, stamped);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        state.update(List.of(last));
    }

    @Override
    public void open() throws Exception {
        super.open();
        element = new StreamRecord<>(null);
        failed = getMetricGroup().counter("recordsInError");
        getMetricGroup().gauge("millisBehindLatest", this::behind);
        interval = Math.max(1, getExecutionConfig().getAutoWatermarkInterval());
        getProcessingTimeService().registerTimer(getProcessingTimeService().getCurrentProcessingTime() + interval, this);
    }

    @Override
    public void processElement(StreamRecord<RawRecord> input) {
        record = input.getValue();
        long now = clock();
        seen = now;
        arrival = record.arrival;
        if (record.failure == null) {
            mapper.map(record.data, this);
        } else {
            error(ErrorRow.PROCESSING, record.failure, record.data);
        }
    }

    @Override
    public void row(GenericRowData row) {
        for (int i = 0; i < pseudo.length; i++) {
            row.setField(columns + i, switch (pseudo[i]) {
                case APPROXIMATE_ARRIVAL_TIME -> TimestampData.fromEpochMillis(record.arrival);
                case PARTITION_KEY -> StringData.fromString(record.partitionKey);
                case SHARD_ID -> StringData.fromString(record.shardId);
                case SEQUENCE_NUMBER -> StringData.fromString(record.sequenceNumber);
            });
        }
        element.replace(row, last);
        int stream = record.shard % streams;
        if (stream == 0) {
            output.collect(element);
        } else {
            output.collect(others.get(stream - 1), element);
        }
    }

    @Override
    public void error(String name, String message, byte[] data) {
        failed.inc();
        output.collect(errors, element.replace(ErrorRow.ofRecord(name, message, last, data), last));
    }

    @Override
    public void onProcessingTime(long timestamp) {
        if (!ended) {
            output.emitWatermark(new Watermark(clock() - 1));
            getProcessingTimeService().registerTimer(getProcessingTimeService().getCurrentProcessingTime() + interval, this);
        }
    }

    @Override
    public void processWatermark(Watermark mark) {
        // Only the end of a finite source is news: nothing follows.
        if (mark.equals(Watermark.MAX_WATERMARK)) {
            ended = true;
            output.emitWatermark(mark);
        }
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) {
        // A silent source is no reason to hold time back: it is this operator that makes the watermarks.
    }

    private long clock() {
        last = Math.max(last, getProcessingTimeService().getCurrentProcessingTime());
        return last;
    }

    /** How far the newest row lies behind; 0 when nothing has come for as long as reading takes. */
    private long behind() {
        return System.currentTimeMillis() - seen > 10_000 ? 0 : Math.max(0, seen - arrival);
    }
}
