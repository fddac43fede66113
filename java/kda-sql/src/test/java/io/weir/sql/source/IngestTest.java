package io.weir.sql.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.sql.job.RecordFormat;
import io.weir.sql.job.SourceSchema;
import io.weir.sql.mapping.RecordMapper;
import io.weir.sql.stream.ErrorStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalSerializers;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class IngestTest {
    private static final SourceSchema SCHEMA = new SourceSchema(
            RecordFormat.JSON, "$", null, null, "UTF-8", List.of(new SourceSchema.Column("A", "INTEGER", "$.a")));
    private static final InputLayout LAYOUT = InputLayout.of(SCHEMA, Set.of("APPROXIMATE_ARRIVAL_TIME", "PARTITION_KEY", "SHARD_ID", "SEQUENCE_NUMBER"));
    private static final OutputTag<RowData> SECOND = new OutputTag<>("second", InternalTypeInfo.of(LAYOUT.type()));
    private static final OutputTag<RowData> ERRORS = new OutputTag<>("errors", InternalTypeInfo.of(ErrorStream.TYPE));

    private static OneInputStreamOperatorTestHarness<RawRecord, RowData> harness(List<OutputTag<RowData>> others) throws Exception {
        RecordMapper mapper = RecordMapper.of(SCHEMA, LAYOUT.columnTypes(), LAYOUT.pseudo().size());
        OneInputStreamOperatorTestHarness<RawRecord, RowData> harness =
                new OneInputStreamOperatorTestHarness<>(new Ingest(LAYOUT, mapper, others, ERRORS));
        harness.getExecutionConfig().setAutoWatermarkInterval(100);
        harness.setup(InternalSerializers.create(LAYOUT.type()));
        return harness;
    }

    private static StreamRecord<RawRecord> record(String data, int shard) {
        RawRecord record = new RawRecord(data.getBytes(StandardCharsets.UTF_8), 77, "k", "9", RawRecord.shardId(shard), shard);
        return new StreamRecord<>(record);
    }

    /** Rows as {@code time: a}, watermarks as {@code |time}. */
    private static List<String> seen(Queue<Object> output) {
        List<String> seen = new ArrayList<>();
        for (Object one : output) {
            if (one instanceof Watermark mark) {
                seen.add("|" + mark.getTimestamp());
            } else if (one instanceof StreamRecord<?> row) {
                seen.add(row.getTimestamp() + ": " + ((RowData) row.getValue()).getInt(0));
            } else {
                seen.add(one.toString());
            }
        }
        output.clear();
        return seen;
    }

    @Test
    void stampsRowsByTheClockAndLetsTimeGoOnWithoutThem() throws Exception {
        try (var harness = harness(List.of())) {
            harness.setProcessingTime(1000);
            harness.open();
            harness.processElement(record("{\"a\":1}", 0));
            harness.setProcessingTime(1050);
            harness.processElement(record("{\"a\":2}\n{\"a\":3}", 0));
            harness.processWatermarkStatus(WatermarkStatus.IDLE);
            harness.setProcessingTime(1100);
            harness.setProcessingTime(1300);
            harness.processElement(record("{\"a\":4}", 0));
            assertEquals(List.of("1000: 1", "1050: 2", "1050: 3", "|1099", "|1299", "1300: 4"), seen(harness.getOutput()));
        }
    }

    @Test
    void takesNoWatermarkFromTheSourceButItsEnd() throws Exception {
        try (var harness = harness(List.of())) {
            harness.setProcessingTime(1000);
            harness.open();
            harness.processWatermark(5000);
            harness.processWatermark(Long.MAX_VALUE);
            harness.setProcessingTime(2000);
            assertEquals(List.of("|" + Long.MAX_VALUE), seen(harness.getOutput()));
        }
    }

    @Test
    void timeDoesNotGoBackAfterARestart() throws Exception {
        OperatorSubtaskState state;
        try (var harness = harness(List.of())) {
            harness.setProcessingTime(5000);
            harness.open();
            harness.processElement(record("{\"a\":1}", 0));
            state = harness.snapshot(1, 5000);
        }
        try (var harness = harness(List.of())) {
            harness.setProcessingTime(3000);
            harness.initializeState(state);
            harness.open();
            harness.processElement(record("{\"a\":2}", 0));
            harness.setProcessingTime(6000);
            harness.processElement(record("{\"a\":3}", 0));
            List<String> seen = seen(harness.getOutput());
            assertEquals("5000: 2", seen.get(0));
            assertEquals("6000: 3", seen.get(seen.size() - 1));
        }
    }

    @Test
    void spreadsShardsOverTheStreams() throws Exception {
        try (var harness = harness(List.of(SECOND))) {
            harness.open();
            harness.processElement(record("{\"a\":0}", 0));
            harness.processElement(record("{\"a\":1}", 1));
            harness.processElement(record("{\"a\":2}", 2));
            assertEquals(List.of("0: 0", "0: 2"), seen(harness.getOutput()));
            assertEquals(1, harness.getSideOutput(SECOND).size());
        }
    }

    @Test
    void addsPseudoColumns() throws Exception {
        try (var harness = harness(List.of())) {
            harness.open();
            harness.processElement(record("{\"a\":5}", 3));
            RowData row = harness.extractOutputValues().get(0);
            assertEquals(
                    List.of("A", "APPROXIMATE_ARRIVAL_TIME", "PARTITION_KEY", "SHARD_ID", "SEQUENCE_NUMBER"), LAYOUT.type().getFieldNames());
            assertEquals("1970-01-01T00:00:00.077", row.getTimestamp(1, 3).toString());
            assertEquals("k", row.getString(2).toString());
            assertEquals("shardId-000000000003", row.getString(3).toString());
            assertEquals("9", row.getString(4).toString());
        }
    }

    @Test
    void whatCannotBeUsedIsAnErrorRowAsAwsWroteThem() throws Exception {
        try (var harness = harness(List.of())) {
            harness.setProcessingTime(1000);
            harness.open();
            harness.processElement(record("{\"a\":\"a\"}", 0));
            StreamRecord<RowData> error = harness.getSideOutput(ERRORS).remove();
            assertEquals(1000, error.getTimestamp());
            assertEquals("WARNING", error.getValue().getString(1).toString());
            assertEquals("Coercion error", error.getValue().getString(2).toString());
            assertEquals("For input string: \"a\"", error.getValue().getString(3).toString());
            assertEquals(1000, error.getValue().getTimestamp(4, 3).getMillisecond());
            assertEquals("7B2261223A2261227D", error.getValue().getString(5).toString());
            assertEquals("null", error.getValue().getString(6).toString());
            assertTrue(harness.extractOutputValues().isEmpty());
        }
    }
}
