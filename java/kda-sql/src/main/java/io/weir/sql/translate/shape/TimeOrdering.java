package io.weir.sql.translate.shape;

import io.weir.sql.normalise.Intervals;
import io.weir.sql.operator.Operators;
import io.weir.sql.operator.Restamp;
import io.weir.sql.operator.SortKey;
import io.weir.sql.operator.TimeBucket;
import io.weir.sql.program.CodeError;
import io.weir.sql.stream.InAppStream;
import io.weir.sql.translate.Assembly;
import io.weir.sql.translate.Block;
import io.weir.sql.translate.Ordering;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/**
 * ORDER BY: by parts of the ROWTIME and within them by anything, or by a timestamp {@code WITHIN} an interval. Runs as one subtask, since an
 * order is one of all rows.
 */
final class TimeOrdering implements Ordering {
    /** As AWS (and Calcite) put it. */
    private static final String NOT_TIME = "Streaming ORDER BY must start with monotonic expression";

    @Override
    public InAppStream order(InAppStream stream, Block block, List<Key> keys, int columns, String name, SqlParserPos position, Assembly assembly) {
        DataStream<RowData> ordered =
                keys.get(0).within() == null
                        ? byParts(stream, block, keys, position)
                        : within(stream, keys, name, position, assembly);
        RowType type = new RowType(stream.type().getFields().subList(0, columns));
        DataStream<RowData> front =
                ordered.transform(name, InternalTypeInfo.of(type), new Restamp(columns, 0)).forceNonParallel();
        assembly.note(name, position, "-- The rows of " + name + " are then ordered by an operator of Weir's, as Flink SQL has no such ORDER BY.");
        return new InAppStream(name, type, 0, front);
    }

    private static DataStream<RowData> byParts(InAppStream stream, Block block, List<Key> keys, SqlParserPos position) {
        TimeBucket bucket = bucket(keys.get(0), block, position);
        List<SortKey> order = new ArrayList<>();
        for (Key key : keys.subList(1, keys.size())) {
            if (key.within() != null) {
                throw error(key.within().getParserPosition(), "WITHIN is for the only expression of an ORDER BY");
            }
            order.add(new SortKey(key.column(), !key.descending(), key.nullsFirst() == null ? !key.descending() : key.nullsFirst()));
        }
        return Operators.sort(stream.rows(), stream.type(), bucket, order);
    }

    private static TimeBucket bucket(Key first, Block block, SqlParserPos position) {
        TimeBucket bucket =
                TimeWindow.bucket(block.scope(), first.expression())
                        .orElseThrow(() -> error(position, NOT_TIME + ": ROWTIME, or a STEP or FLOOR of it, is expected"));
        // The rows of a group's window all have the ROWTIME of its end, and are complete with it.
        return block.groupBy() != null || block.distinct() ? TimeBucket.each() : bucket;
    }

    private static DataStream<RowData> within(
            InAppStream stream, List<Key> keys, String name, SqlParserPos position, Assembly assembly) {
        Key key = keys.get(0);
        if (keys.size() > 1) {
            throw error(position, "ORDER BY ... WITHIN has one expression");
        }
        if (key.descending()) {
            throw error(position, "ORDER BY ... WITHIN cannot be DESC");
        }
        if (stream.type().getTypeAt(key.column()).getTypeRoot() != LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE) {
            throw error(position, "ORDER BY ... WITHIN needs a TIMESTAMP");
        }
        long slack =
                Intervals.millis(key.within())
                        .filter(millis -> millis >= 0)
                        .orElseThrow(() -> error(key.within().getParserPosition(), "WITHIN needs an interval of days or shorter units"));
        return Operators.timeOrder(stream.rows(), stream.type(), key.column(), slack, assembly.errors(), name);
    }

    private static CodeError error(SqlParserPos at, String message) {
        return new CodeError(at.getLineNum(), at.getColumnNum(), message);
    }
}
