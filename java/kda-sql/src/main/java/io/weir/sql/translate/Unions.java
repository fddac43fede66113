package io.weir.sql.translate;

import io.weir.sql.stream.InAppStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeMerging;

/** Streams that several queries fill. Watermarks are the slowest one's, so that what reads the union sees it in the order of time. */
final class Unions {
    private Unions() {}

    /** @param streams of one type; not empty */
    static InAppStream of(String name, List<InAppStream> streams) {
        InAppStream first = streams.get(0);
        DataStream<RowData> rows = first.rows();
        for (InAppStream other : streams.subList(1, streams.size())) {
            rows = rows.union(other.rows());
        }
        return new InAppStream(name, first.type(), first.hidden(), rows);
    }

    /** The type that rows of all these streams fit into, with the names of the first. */
    static RowType type(List<InAppStream> streams, SqlParserPos at) {
        RowType first = streams.get(0).type();
        List<RowType.RowField> fields = new ArrayList<>();
        for (int i = 0; i < first.getFieldCount(); i++) {
            List<LogicalType> types = new ArrayList<>();
            for (InAppStream stream : streams) {
                if (stream.type().getFieldCount() != first.getFieldCount()) {
                    throw Names.error(at, "The queries of a UNION ALL select the same number of columns; these select "
                            + first.getFieldCount() + " and " + stream.type().getFieldCount());
                }
                types.add(stream.type().getTypeAt(i));
            }
            int column = i + 1;
            LogicalType common = LogicalTypeMerging.findCommonType(types)
                    .orElseThrow(() -> Names.error(at, "Column " + column + " of the queries of a UNION ALL has types that do not go together: "
                            + types.stream().map(LogicalType::asSummaryString).distinct().toList()));
            fields.add(new RowType.RowField(first.getFieldNames().get(i), common.copy(true)));
        }
        return new RowType(fields);
    }

    static List<Integer> positions(RowType type) {
        return IntStream.range(0, type.getFieldCount()).boxed().toList();
    }
}
