package io.weir.sql.sink;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes records to a destination by requests: at least once, with back pressure. Flink's own base for such sinks batches them, bounds what is
 * under way, slows down when requests fail, and keeps what is not acknowledged in the checkpoint.
 */
final class RecordSink extends AsyncSinkBase<byte[], OutRecord> {
    private static final long serialVersionUID = 1;

    private final String name;
    private final Destination destination;

    /** @param name of the destination, for messages */
    RecordSink(String name, Destination destination) {
        super(
                new RecordKeys(),
                destination.limits().records(),
                RecordWriter.UNDER_WAY,
                RecordWriter.buffered(destination.limits()),
                destination.limits().bytes(),
                destination.limits().waitMs(),
                destination.limits().recordBytes());
        this.name = name;
        this.destination = destination;
    }

    @Override
    public StatefulSinkWriter<byte[], BufferedRequestState<OutRecord>> createWriter(Sink.InitContext context) {
        return restoreWriter(context, List.of());
    }

    @Override
    public StatefulSinkWriter<byte[], BufferedRequestState<OutRecord>> restoreWriter(
            Sink.InitContext context, Collection<BufferedRequestState<OutRecord>> state) {
        return new RecordWriter(getElementConverter(), context, name, destination, state);
    }

    @Override
    public SimpleVersionedSerializer<BufferedRequestState<OutRecord>> getWriterStateSerializer() {
        return new StateSerializer();
    }

    private static final class StateSerializer extends AsyncSinkWriterStateSerializer<OutRecord> {
        @Override
        protected void serializeRequestToStream(OutRecord record, DataOutputStream out) throws IOException {
            out.writeUTF(record.key());
            out.writeInt(record.tries());
            out.writeInt(record.data().length);
            out.write(record.data());
        }

        @Override
        protected OutRecord deserializeRequestFromStream(long size, DataInputStream in) throws IOException {
            String key = in.readUTF();
            int tries = in.readInt();
            return new OutRecord(in.readNBytes(in.readInt()), key, tries);
        }

        @Override
        public int getVersion() {
            return 1;
        }
    }
}
