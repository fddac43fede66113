package io.weir.sql.sink;

import io.weir.sql.invoke.RecordFunction;
import io.weir.sql.job.Binding;
import io.weir.sql.job.SqlJob;
import io.weir.sql.job.SqlOutput;
import io.weir.sql.stream.ErrorStream;
import io.weir.sql.stream.InAppStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.util.OutputTag;

/** Writes in-application streams to the outputs of a job. Each row becomes a record, at least once. */
public final class Sinks {
    private Sinks() {}

    /** @param errors gets a part for each output; outputs of {@code error_stream} itself are put together when all others are */
    public static void write(SqlJob job, Map<String, InAppStream> streams, ErrorStream errors) {
        List<SqlOutput> ofErrors = new ArrayList<>();
        for (SqlOutput output : job.outputs()) {
            if (output.name().equalsIgnoreCase(ErrorStream.NAME)) {
                ofErrors.add(output);
                continue;
            }
            InAppStream stream = streams.get(output.name());
            if (stream == null) {
                throw new IllegalArgumentException("The output " + output.id() + " is of the in-application stream \"" + output.name()
                        + "\", which the code does not create; there are " + streams.keySet() + " (names are compared exactly)");
            }
            write(job, output, stream, errors);
        }
        List<DataStream<RowData>> parts = errors.parts();
        if (!ofErrors.isEmpty() && !parts.isEmpty()) {
            DataStream<RowData> all = parts.get(0);
            for (DataStream<RowData> part : parts.subList(1, parts.size())) {
                all = all.union(part);
            }
            for (SqlOutput output : ofErrors) {
                write(job, output, new InAppStream(ErrorStream.NAME, ErrorStream.TYPE, 0, all), new ErrorStream());
            }
        }
    }

    private static void write(SqlJob job, SqlOutput output, InAppStream stream, ErrorStream errors) {
        Target target = target(job, output);
        RowEncoder encoder = RowEncoder.of(output.format(), stream.type(), stream.type().getFieldCount() - stream.hidden());
        OutputTag<RowData> tooLarge = new OutputTag<>("errors", InternalTypeInfo.of(ErrorStream.TYPE));
        SingleOutputStreamOperator<byte[]> records = stream.rows()
                .process(new EncodeRows(encoder, target.recordBytes(), tooLarge))
                .returns(PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
                .name("Records of " + stream.name())
                .uid("records-" + output.id());
        errors.add(records.getSideOutput(tooLarge));
        records.sinkTo(target.sink()).name(target.name()).uid("sink-" + output.id());
    }

    /** @param recordBytes the most that a record may have there */
    private record Target(Sink<byte[]> sink, long recordBytes, String name) {}

    private static Target target(SqlJob job, SqlOutput output) {
        Binding binding = output.destination();
        if (binding instanceof Binding.Kinesis kinesis) {
            return requests(new KinesisDestination(kinesis), "Kinesis " + kinesis.streamName());
        }
        if (binding instanceof Binding.Firehose firehose) {
            return requests(new FirehoseDestination(firehose), "Firehose " + firehose.deliveryStreamName());
        }
        if (binding instanceof Binding.Kafka kafka) {
            Sink<byte[]> sink = KafkaRecordSink.of(kafka, job.applicationArn() + "-" + output.id());
            return new Target(sink, KafkaRecordSink.recordBytes(kafka), "Kafka " + kafka.topic());
        }
        if (binding instanceof Binding.Files files) {
            return new Target(FileRecordSink.of(files), Long.MAX_VALUE, "Files " + files.uri());
        }
        RecordFunction.Address address = RecordFunction.at(binding, "The destination of the output " + output.id() + ", bound to nothing else,");
        return requests(new FunctionDestination(address, job.applicationArn()), "Function of " + output.name());
    }

    private static Target requests(Destination destination, String name) {
        return new Target(new RecordSink(name, destination), destination.limits().recordBytes(), name);
    }
}
