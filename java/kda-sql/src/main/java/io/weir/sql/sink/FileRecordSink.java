package io.weir.sql.sink;

import io.weir.sql.job.Binding;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/** Files below a directory, one record a line. They appear whole, with each checkpoint, and no record is in two. */
final class FileRecordSink {
    private FileRecordSink() {}

    static Sink<byte[]> of(Binding.Files files) {
        return FileSink.<byte[]>forRowFormat(
                        new Path(files.uri()),
                        (record, stream) -> {
                            stream.write(record);
                            if (record.length == 0 || record[record.length - 1] != '\n') {
                                stream.write('\n');
                            }
                        })
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .build();
    }
}
