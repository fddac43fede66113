package io.weir.sql.source;

import io.weir.sql.job.Binding;
import io.weir.sql.job.SqlInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.SimpleStreamFormat;
import org.apache.flink.connector.file.src.reader.StreamFormat;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Reads the files of a directory, those too that appear while it runs; a file must appear whole. Each line is a record, spread over the
 * in-application streams by its content. All files are read, whatever the starting position says.
 */
final class FileRecords {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    /** Characters of a line that are read, as many as a Kinesis record has bytes at most; the rest of a longer one is passed over. */
    private static final int LONGEST = 10 << 20;

    private FileRecords() {}

    static DataStream<RawRecord> read(StreamExecutionEnvironment env, Binding.Files files, SqlInput input) {
        FileSource<RawRecord> source =
                FileSource.forRecordStreamFormat(new Lines(), new Path(files.uri())).monitorContinuously(LOOK_EVERY).build();
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "Files " + files.uri()).uid(input.positions());
    }

    private static final class Lines extends SimpleStreamFormat<RawRecord> {
        private static final long serialVersionUID = 1;
        private static final String SHARD = RawRecord.shardId(0);

        @Override
        public Reader<RawRecord> createReader(Configuration config, FSDataInputStream stream) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return new StreamFormat.Reader<>() {
                private long number;

                @Override
                public RawRecord read() throws IOException {
                    String line = line(lines);
                    if (line == null) {
                        return null;
                    }
                    number++;
                    byte[] data = line.getBytes(StandardCharsets.UTF_8);
                    return new RawRecord(data, System.currentTimeMillis(), "", Long.toString(number), SHARD, line.hashCode() & 0x7fffffff);
                }

                @Override
                public void close() throws IOException {
                    lines.close();
                }
            };
        }

        /** As {@code readLine}, which would keep a line of any length: who can write a file could end the process with it. */
        private static String line(BufferedReader from) throws IOException {
            int next = from.read();
            if (next < 0) {
                return null;
            }
            StringBuilder line = new StringBuilder();
            for (; next >= 0 && next != '\n'; next = from.read()) {
                if (line.length() < LONGEST) {
                    line.append((char) next);
                }
            }
            int length = line.length();
            return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
        }

        @Override
        public TypeInformation<RawRecord> getProducedType() {
            return TypeInformation.of(RawRecord.class);
        }
    }
}
