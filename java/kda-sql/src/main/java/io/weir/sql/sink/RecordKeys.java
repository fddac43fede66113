package io.weir.sql.sink;

import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.connector.base.sink.writer.ElementConverter;

/** Gives each record a random key. */
final class RecordKeys implements ElementConverter<byte[], OutRecord> {
    private static final long serialVersionUID = 1;

    @Override
    public OutRecord apply(byte[] data, SinkWriter.Context context) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new OutRecord(data, Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()), 0);
    }
}
