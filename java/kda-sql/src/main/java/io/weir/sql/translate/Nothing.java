package io.weir.sql.translate;

import io.weir.sql.stream.InAppStream;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;

/** Streams that nobody fills: their outputs are there, and stay empty. */
final class Nothing {
    private Nothing() {}

    static DataStream<RowData> of(StreamTableEnvironment tables, Map<String, InAppStream> inputs, RowType type) {
        if (inputs.isEmpty()) {
            throw new IllegalStateException("an application has an input");
        }
        // Made of an input that lets nothing through, and not of a source of its own: that would end, and a job with an ended source is odd to
        // look at and to take snapshots of.
        DataStream<RowData> any = inputs.values().iterator().next().rows();
        StreamExecutionEnvironment environment = any.getExecutionEnvironment();
        return any.filter(row -> false).setParallelism(environment.getParallelism()).map(row -> (RowData) row).returns(InternalTypeInfo.of(type));
    }
}
