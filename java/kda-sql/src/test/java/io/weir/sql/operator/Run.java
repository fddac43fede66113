package io.weir.sql.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Supplier;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.OutputTag;

/** One operator by itself: rows and watermarks in, rows out as text ("time: value, value"), and a restart between two of them. */
final class Run implements AutoCloseable {
    private final RowType result;
    private final Supplier<Harness> make;
    private Harness harness;
    private final List<String> output = new ArrayList<>();
    private long passedOn = Long.MIN_VALUE;

    /** What one- and two-input harnesses have in common. */
    private interface Harness extends AutoCloseable {
        AbstractStreamOperatorTestHarness<RowData> flink();

        void row(boolean left, StreamRecord<RowData> record) throws Exception;

        void mark(Watermark mark) throws Exception;

        @Override
        default void close() throws Exception {
            flink().close();
        }
    }

    private Run(RowType result, Supplier<Harness> make) throws Exception {
        this.result = result;
        this.make = make;
        harness = make.get();
        harness.flink().open();
    }

    /** Keeps its state as applications of the service do, outside of the heap. */
    private static Run onDisk(RowType result, Supplier<Harness> make) throws Exception {
        return new Run(
                result,
                () -> {
                    Harness harness = make.get();
                    harness.flink().setStateBackend(new EmbeddedRocksDBStateBackend());
                    return harness;
                });
    }

    static <O extends AbstractStreamOperator<RowData> & OneInputStreamOperator<RowData, RowData>> Run of(
            Supplier<O> operator, RowType in, RowType out, int... keys) throws Exception {
        return new Run(out, () -> single(operator.get(), in, out, keys));
    }

    private static Harness single(OneInputStreamOperator<RowData, RowData> operator, RowType in, RowType out, int[] keys) {
        try {
            OneInputStreamOperatorTestHarness<RowData, RowData> flink =
                    keys.length == 0
                            ? new OneInputStreamOperatorTestHarness<>(operator, InternalTypeInfo.of(in).toSerializer())
                            : new KeyedOneInputStreamOperatorTestHarness<>(
                                    operator, new RowKey(in, keys), new RowKey(in, keys).getProducedType());
            flink.setup(InternalTypeInfo.of(out).toSerializer());
            return new Harness() {
                @Override
                public AbstractStreamOperatorTestHarness<RowData> flink() {
                    return flink;
                }

                @Override
                public void row(boolean left, StreamRecord<RowData> record) throws Exception {
                    flink.processElement(record);
                }

                @Override
                public void mark(Watermark mark) throws Exception {
                    flink.processWatermark(mark);
                }
            };
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    static <O extends AbstractStreamOperator<RowData> & OneInputStreamOperator<RowData, RowData>> Run onDisk(
            Supplier<O> operator, RowType in, RowType out, int... keys) throws Exception {
        return onDisk(out, () -> single(operator.get(), in, out, keys));
    }

    static Run join(JoinSpec join) throws Exception {
        return new Run(JoinedRow.type(join), () -> pair(join));
    }

    static Run joinOnDisk(JoinSpec join) throws Exception {
        return onDisk(JoinedRow.type(join), () -> pair(join));
    }

    private static Harness pair(JoinSpec join) {
        TwoInputStreamOperator<RowData, RowData, RowData> operator =
                join.isOfRows() ? new RowsJoinOperator(join) : new RangeJoinOperator(join);
        RowKey left = new RowKey(join.left(), join.leftKeys());
        RowKey right = new RowKey(join.right(), join.rightKeys());
        try {
            TwoInputStreamOperatorTestHarness<RowData, RowData, RowData> flink =
                    join.isOfRows()
                            ? new TwoInputStreamOperatorTestHarness<>(operator)
                            : new KeyedTwoInputStreamOperatorTestHarness<>(operator, left, right, left.getProducedType());
            flink.setup(InternalTypeInfo.of(JoinedRow.type(join)).toSerializer());
            return new Harness() {
                @Override
                public AbstractStreamOperatorTestHarness<RowData> flink() {
                    return flink;
                }

                @Override
                public void row(boolean isLeft, StreamRecord<RowData> record) throws Exception {
                    if (isLeft) {
                        flink.processElement1(record);
                    } else {
                        flink.processElement2(record);
                    }
                }

                @Override
                public void mark(Watermark mark) throws Exception {
                    flink.processBothWatermarks(mark);
                }
            };
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    Run row(long time, Object... fields) throws Exception {
        harness.row(true, new StreamRecord<>(data(fields), time));
        return this;
    }

    Run left(long time, Object... fields) throws Exception {
        return row(time, fields);
    }

    Run right(long time, Object... fields) throws Exception {
        harness.row(false, new StreamRecord<>(data(fields), time));
        return this;
    }

    Run mark(long time) throws Exception {
        harness.mark(new Watermark(time));
        return this;
    }

    Run end() throws Exception {
        return mark(Long.MAX_VALUE);
    }

    /** Stops with a snapshot and goes on from it in a new operator. */
    Run restart() throws Exception {
        collect();
        harness.flink().prepareSnapshotPreBarrier(1);
        OperatorSubtaskState state = harness.flink().snapshot(1, 1);
        harness.close();
        harness = make.get();
        harness.flink().initializeState(state);
        harness.flink().open();
        return this;
    }

    /** Rows emitted since the last call. Fails if one of them was late for the watermarks emitted before it. */
    List<String> output() {
        collect();
        List<String> all = List.copyOf(output);
        output.clear();
        return all;
    }

    /** The newest watermark that went on. */
    long passedOn() {
        collect();
        return passedOn;
    }

    /** How many rows were set aside. */
    int aside(OutputTag<RowData> tag) {
        return harness.flink().getSideOutput(tag).size();
    }

    /** How many values are in the keyed state. */
    int kept() {
        return harness.flink() instanceof KeyedOneInputStreamOperatorTestHarness<?, ?, ?> one
                ? one.numKeyedStateEntries()
                : ((KeyedTwoInputStreamOperatorTestHarness<?, ?, ?, ?>) harness.flink()).numKeyedStateEntries();
    }

    private void collect() {
        for (Object element : harness.flink().getOutput()) {
            if (element instanceof Watermark mark) {
                passedOn = mark.getTimestamp();
            } else if (element instanceof StreamRecord<?> record) {
                if (record.getTimestamp() <= passedOn) {
                    throw new AssertionError("a late row: " + record.getTimestamp() + " after the watermark " + passedOn);
                }
                output.add(record.getTimestamp() + ": " + text((RowData) record.getValue(), result));
            }
        }
        harness.flink().getOutput().clear();
    }

    static String text(RowData row, RowType type) {
        StringJoiner text = new StringJoiner(", ");
        for (int i = 0; i < type.getFieldCount(); i++) {
            Object value = RowData.createFieldGetter(type.getTypeAt(i), i).getFieldOrNull(row);
            text.add(value instanceof TimestampData time ? String.valueOf(time.getMillisecond()) : String.valueOf(value));
        }
        return text.toString();
    }

    static RowData data(Object... fields) {
        GenericRowData row = new GenericRowData(fields.length);
        for (int i = 0; i < fields.length; i++) {
            row.setField(i, fields[i] instanceof String text ? StringData.fromString(text) : fields[i]);
        }
        return row;
    }

    static TimestampData at(long time) {
        return TimestampData.fromEpochMillis(time);
    }

    static DecimalData decimal(String value) {
        java.math.BigDecimal number = new java.math.BigDecimal(value);
        return DecimalData.fromBigDecimal(number, 10, number.scale());
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }
}
