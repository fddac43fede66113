package io.weir.sql.operator;

import io.weir.sql.reference.ReferenceTable;
import io.weir.sql.stream.ErrorStream;
import io.weir.sql.stream.InAppStream;
import io.weir.sql.stream.Parallelism;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.flink.util.OutputTag;

/**
 * The operators that Flink SQL has no words for. All take and give rows whose ROWTIME is the timestamp of the record.
 *
 * <p>Operators over the whole stream (an order, a model) run as one subtask whatever the job's parallelism is, as they did at AWS.
 */
public final class Operators {
    private Operators() {}

    /**
     * WINDOWED BY STAGGER: restamps each row with the time at which its key's window closes; one (key, ROWTIME) of the result is one window.
     *
     * @param length of a window, ms
     * @param totals if any, each window is one row, with the totals behind the columns; of these only the keys mean something then
     */
    public static InAppStream stagger(InAppStream rows, int[] keys, long length, List<Total> totals) {
        RowKey key = new RowKey(rows.type(), keys);
        RowType type = totals.isEmpty() ? rows.type() : Totals.beside(rows.type(), totals);
        StaggerOperator operator = totals.isEmpty()
                ? new StaggerRowsOperator(rows.type(), length)
                : new StaggerTotalsOperator(rows.type(), length, new Totals(totals));
        DataStream<RowData> windows =
                inOne(key.isConstant(), rows.rows().keyBy(key).transform("stagger window", InternalTypeInfo.of(type), operator));
        return new InAppStream(rows.name() + ".WINDOWS", type, 0, windows);
    }

    /** ORDER BY whose first expression is a part of the ROWTIME: sorts the rows of each part. */
    public static DataStream<RowData> sort(DataStream<RowData> rows, RowType type, TimeBucket bucket, List<SortKey> keys) {
        return inOne(true, rows.transform("order by", InternalTypeInfo.of(type), new SortOperator(type, bucket, keys)));
    }

    /**
     * ORDER BY a timestamp WITHIN an interval: the timestamp becomes the ROWTIME.
     *
     * @param column position of the timestamp
     * @param slack ms by which a row may be behind
     * @param errors takes the rows that are further behind
     * @param name of the stream that is filled
     */
    public static DataStream<RowData> timeOrder(
            DataStream<RowData> rows, RowType type, int column, long slack, ErrorStream errors, String name) {
        OutputTag<RowData> late = new OutputTag<>("late", InternalTypeInfo.of(type));
        SingleOutputStreamOperator<RowData> ordered =
                inOne(true, rows.transform("order within", InternalTypeInfo.of(type), new TimeOrderOperator(type, column, slack, late)));
        errors.add(
                inOne(
                        true,
                        ordered.getSideOutput(late)
                                .process(new LateRows(type, name))
                                .returns(InternalTypeInfo.of(ErrorStream.TYPE))));
        return ordered;
    }

    /** GROUP BY MONOTONIC(column): restamps each row with the ROWTIME at which the next value came. */
    public static DataStream<RowData> untilChange(DataStream<RowData> rows, RowType type, int column) {
        return inOne(true, rows.transform("group until change", InternalTypeInfo.of(type), new ChangeOperator(type, column)));
    }

    /** GROUP_RANK: adds the rank, of type INTEGER, as the last column. */
    public static DataStream<RowData> groupRank(DataStream<RowData> rows, RowType type, GroupRank settings, String column) {
        RowType result = with(type, column, new IntType(false));
        return inOne(true, rows.transform("group rank", InternalTypeInfo.of(result), new GroupRankOperator(type, settings)));
    }

    public static RowType with(RowType type, String name, LogicalType added) {
        List<RowType.RowField> fields = new ArrayList<>(type.getFields());
        fields.add(new RowType.RowField(name, added));
        return new RowType(false, fields);
    }

    /** A join of two streams; the result is of {@link JoinedRow#type}. */
    public static DataStream<RowData> join(DataStream<RowData> left, DataStream<RowData> right, JoinSpec join) {
        InternalTypeInfo<RowData> type = InternalTypeInfo.of(JoinedRow.type(join));
        if (join.isOfRows()) {
            return inOne(true, left.connect(right).transform("join of rows", type, new RowsJoinOperator(join)));
        }
        RowKey leftKey = new RowKey(join.left(), join.leftKeys());
        RowKey rightKey = new RowKey(join.right(), join.rightKeys());
        return inOne(
                leftKey.isConstant(),
                left.keyBy(leftKey).connect(right.keyBy(rightKey)).transform("join", type, new RangeJoinOperator(join)));
    }

    /** Ends a join whose pairs have been judged. @param type of the rows: columns as {@link JoinedRow#type} has them */
    public static DataStream<RowData> matched(DataStream<RowData> judged, RowType type, JoinSpec join) {
        if (!join.keepLeft()) {
            return join.keepRight() ? matched(judged, type, JoinedRow.END_OF_RIGHT, true) : judged;
        }
        DataStream<RowData> left = matched(judged, type, JoinedRow.END_OF_LEFT, true);
        return join.keepRight() ? left.union(matched(judged, type, JoinedRow.END_OF_RIGHT, false)) : left;
    }

    private static DataStream<RowData> matched(DataStream<RowData> judged, RowType type, int side, boolean emitsPairs) {
        int kind = type.getFieldIndex("KIND");
        int id = type.getFieldIndex(side == JoinedRow.END_OF_LEFT ? "LID" : "RID");
        return judged.filter(row -> row.getInt(kind) == JoinedRow.PAIR || row.getInt(kind) == side)
                .keyBy(row -> row.getLong(id), Types.LONG)
                .transform("join condition", InternalTypeInfo.of(type), new MatchOperator(kind, emitsPairs));
    }

    /**
     * Joins a stream with a reference table; the ROWTIME stays. The result is of {@link #lookupType}.
     *
     * @param keys columns of the stream that must equal {@code tableKeys}, place by place
     * @param keepStream whether rows without a match are kept (LEFT)
     * @param judgedLater whether SQL judges the pairs afterwards; the rows that passed go to {@link #looked}
     */
    public static DataStream<RowData> lookup(
            DataStream<RowData> rows,
            RowType type,
            int[] keys,
            ReferenceTable table,
            int[] tableKeys,
            boolean keepStream,
            boolean judgedLater) {
        LookupFunction lookup = new LookupFunction(table, new RowKey(type, keys), tableKeys, keepStream, judgedLater);
        return Parallelism.of(
                rows,
                rows.flatMap(lookup).returns(InternalTypeInfo.of(lookupType(type, table.type(), judgedLater))).name("look up " + table.name()));
    }

    /** Columns L0, L1, … of the stream, R0, R1, … of the table, and KIND if pairs are judged later. */
    public static RowType lookupType(RowType stream, RowType table, boolean judgedLater) {
        List<RowType.RowField> fields = new ArrayList<>();
        for (int i = 0; i < stream.getFieldCount(); i++) {
            fields.add(new RowType.RowField("L" + i, stream.getTypeAt(i)));
        }
        for (int i = 0; i < table.getFieldCount(); i++) {
            fields.add(new RowType.RowField("R" + i, table.getTypeAt(i).copy(true)));
        }
        if (judgedLater) {
            fields.add(new RowType.RowField("KIND", new IntType(false)));
        }
        return new RowType(false, fields);
    }

    /** Ends a LEFT join with a reference table whose pairs have been judged. The judging must not have parted the stream. */
    public static DataStream<RowData> looked(DataStream<RowData> judged, RowType type) {
        LookupMatchFunction match = new LookupMatchFunction(type.getFieldIndex("KIND"));
        return Parallelism.of(judged, judged.flatMap(match).returns(InternalTypeInfo.of(type)).name("join condition"));
    }

    /** RANDOM_CUT_FOREST: adds ANOMALY_SCORE and, if asked for, ANOMALY_EXPLANATION. */
    public static DataStream<RowData> forest(DataStream<RowData> rows, RowType type, ForestSettings settings) {
        ForestFunction function = new ForestFunction(new NumericColumns(type), settings);
        return inOne(true, rows.flatMap(function).returns(InternalTypeInfo.of(forestType(type, settings))).name("random cut forest"));
    }

    public static RowType forestType(RowType type, ForestSettings settings) {
        RowType scored = with(type, "ANOMALY_SCORE", new DoubleType(false));
        return settings.explained() ? with(scored, "ANOMALY_EXPLANATION", new VarCharType(false, 20480)) : scored;
    }

    /** HOTSPOTS: adds HOTSPOTS_RESULT. */
    public static DataStream<RowData> hotspots(DataStream<RowData> rows, RowType type, HotspotSettings settings) {
        HotspotsFunction function = new HotspotsFunction(new NumericColumns(type), settings);
        return inOne(true, rows.flatMap(function).returns(InternalTypeInfo.of(hotspotsType(type))).name("hotspots"));
    }

    public static RowType hotspotsType(RowType type) {
        return with(type, "HOTSPOTS_RESULT", new VarCharType(false, VarCharType.MAX_LENGTH));
    }

    private static <T> SingleOutputStreamOperator<T> inOne(boolean really, SingleOutputStreamOperator<T> operator) {
        return really ? operator.forceNonParallel() : operator;
    }
}
