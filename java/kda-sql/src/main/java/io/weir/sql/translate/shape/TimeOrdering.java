package io.weir.sql.translate.shape;

import io.weir.sql.normalise.Intervals;
import io.weir.sql.normalise.TimeStep;
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
import org.apache.calcite.sql.SqlNode;
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
                keys.get(0).within() == null ? byParts(stream, block, keys) : within(stream, keys, name, assembly);
        RowType type = new RowType(stream.type().getFields().subList(0, columns));
        DataStream<RowData> front =
                ordered.transform(name, InternalTypeInfo.of(type), new Restamp(columns, 0)).forceNonParallel();
        assembly.note(name, position, "-- The rows of " + name + " are then ordered by an operator of Weir's, as Flink SQL has no such ORDER BY.");
        return new InAppStream(name, type, 0, front);
    }

    private static DataStream<RowData> byParts(InAppStream stream, Block block, List<Key> keys) {
        TimeBucket bucket = bucket(keys.get(0), block);
        List<SortKey> order = new ArrayList<>();
        for (Key key : keys.subList(1, keys.size())) {
            if (key.within() != null) {
                throw error(key.within(), "WITHIN is for the only expression of an ORDER BY");
            }
            order.add(new SortKey(key.column(), !key.descending(), key.nullsFirst() == null ? !key.descending() : key.nullsFirst()));
        }
        return Operators.sort(stream.rows(), stream.type(), bucket, order);
    }

    private static TimeBucket bucket(Key first, Block block) {
        if (block.groupBy() != null) {
            // The rows of a group's window all have one ROWTIME, and are complete with it.
            return TimeBucket.each();
        }
        if (block.scope().isRowtime(first.expression())) {
            return TimeBucket.each();
        }
        return TimeStep.of(first.expression())
                .filter(step -> block.scope().isRowtime(step.of()))
                .map(TimeStep::bucket)
                .orElseThrow(() -> error(first.expression(), NOT_TIME + ": ROWTIME, or a STEP or FLOOR of it, is expected"));
    }

    private static DataStream<RowData> within(InAppStream stream, List<Key> keys, String name, Assembly assembly) {
        Key key = keys.get(0);
        if (keys.size() > 1) {
            throw error(keys.get(1).expression(), "ORDER BY ... WITHIN has one expression");
        }
        if (key.descending()) {
            throw error(key.expression(), "ORDER BY ... WITHIN cannot be DESC");
        }
        if (stream.type().getTypeAt(key.column()).getTypeRoot() != LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE) {
            throw error(key.expression(), "ORDER BY ... WITHIN needs a TIMESTAMP");
        }
        long slack =
                Intervals.millis(key.within())
                        .filter(millis -> millis >= 0)
                        .orElseThrow(() -> error(key.within(), "WITHIN needs an interval of days or shorter units"));
        return Operators.timeOrder(stream.rows(), stream.type(), key.column(), slack, assembly.errors(), name);
    }

    private static CodeError error(SqlNode at, String message) {
        return new CodeError(at.getParserPosition().getLineNum(), at.getParserPosition().getColumnNum(), message);
    }
}
