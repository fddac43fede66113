package io.weir.sql.sink;

import io.weir.sql.stream.ErrorRow;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Makes records of rows. One that the destination would refuse for its size goes to the errors: sending it would stop all others. */
final class EncodeRows extends ProcessFunction<RowData, byte[]> {
    private static final long serialVersionUID = 1;

    private final RowEncoder encoder;
    private final long recordBytes;
    private final OutputTag<RowData> tooLarge;

    EncodeRows(RowEncoder encoder, long recordBytes, OutputTag<RowData> tooLarge) {
        this.encoder = encoder;
        this.recordBytes = recordBytes;
        this.tooLarge = tooLarge;
    }

    @Override
    public void processElement(RowData row, Context context, Collector<byte[]> out) {
        byte[] record = encoder.encode(row);
        if (record.length <= recordBytes) {
            out.collect(record);
            return;
        }
        long rowtime = context.timestamp() == null ? System.currentTimeMillis() : context.timestamp();
        String message = "A record of " + record.length + " bytes is more than its destination takes, which is " + recordBytes;
        context.output(tooLarge, ErrorRow.ofRecord("Record too large", message, rowtime, record));
    }
}
