package io.weir.sql.source;

import io.weir.sql.invoke.RecordFunction;
import io.weir.sql.job.Binding;
import io.weir.sql.job.SqlInput;
import io.weir.sql.job.SqlJob;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Sends an input's records through a function before anything else: in batches, in order, several batches under way. A batch that fails is sent
 * again until it succeeds, as AWS did; what the function says of one record is that record's fate.
 */
final class Preprocessing {
    private static final int UNDER_WAY = 4;

    /** No time limit: the function's own bounds each call, and a call that fails is made again. */
    private static final long NEVER = 0;

    private Preprocessing() {}

    static DataStream<RawRecord> apply(DataStream<RawRecord> records, SqlJob job, SqlInput input) {
        TypeInformation<List<RawRecord>> batch = Types.LIST(TypeInformation.of(RawRecord.class));
        String arn = input.source() instanceof Binding.Kinesis kinesis ? kinesis.streamArn() : null;
        RecordFunction.Address address = RecordFunction.at(input.processor(), "The processor of the input " + input.namePrefix());
        DataStream<List<RawRecord>> batches = records.transform("Batches", batch, new Batches()).uid("batches-" + input.id());
        DataStream<List<RawRecord>> processed = AsyncDataStream.orderedWait(
                        batches, new ProcessRecords(address, new ProcessingEvent(job.applicationArn(), arn)), NEVER, TimeUnit.MILLISECONDS, UNDER_WAY)
                .returns(batch)
                .name("Pre-processing")
                .uid("processing-" + input.id());
        return processed
                .<RawRecord>flatMap((list, out) -> list.forEach(out::collect))
                .returns(TypeInformation.of(RawRecord.class))
                .name("Records");
    }
}
