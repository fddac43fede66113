package io.weir.sql.operator;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.utils.JoinedRowData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;

/**
 * What a join emits: the left row, its ROWTIME, the right row, its ROWTIME; a missing side is all NULL. The record's timestamp is the ROWTIME of
 * the result.
 *
 * <p>A join whose condition SQL must judge afterwards adds three columns: what the row is ({@link #PAIR}, {@link #END_OF_LEFT},
 * {@link #END_OF_RIGHT}), and an identity of its left and its right row. It says for every row of a kept side when no more pairs of it will
 * come; pairs that pass the condition and these ends go to {@link MatchOperator}, which then knows the rows that found nothing.
 */
public final class JoinedRow {
    public static final int PAIR = 0;
    public static final int END_OF_LEFT = 1;
    public static final int END_OF_RIGHT = 2;

    private JoinedRow() {}

    /** The type of what a join emits; columns are called L0, L1, …, LT and R0, R1, …, RT, and KIND, LID, RID if there are such. */
    public static RowType type(JoinSpec join) {
        List<RowType.RowField> fields = new ArrayList<>();
        side(fields, "L", join.left());
        side(fields, "R", join.right());
        if (join.judgedLater()) {
            fields.add(new RowType.RowField("KIND", new IntType(false)));
            fields.add(new RowType.RowField("LID", new BigIntType()));
            fields.add(new RowType.RowField("RID", new BigIntType()));
        }
        return new RowType(false, fields);
    }

    private static void side(List<RowType.RowField> fields, String prefix, RowType type) {
        for (int i = 0; i < type.getFieldCount(); i++) {
            LogicalType column = type.getTypeAt(i);
            fields.add(new RowType.RowField(prefix + i, column.copy(true)));
        }
        fields.add(new RowType.RowField(prefix + "T", new TimestampType(3)));
    }

    static RowData of(JoinSpec join, Kept left, Kept right) {
        RowData both =
                new JoinedRowData(side(left, join.left().getFieldCount()), side(right, join.right().getFieldCount()));
        if (!join.judgedLater()) {
            return both;
        }
        int kind = right == null ? END_OF_LEFT : left == null ? END_OF_RIGHT : PAIR;
        return new JoinedRowData(both, GenericRowData.of(kind, left == null ? null : left.id(), right == null ? null : right.id()));
    }

    private static RowData side(Kept row, int columns) {
        if (row == null) {
            return new GenericRowData(columns + 1);
        }
        return new JoinedRowData(row.row(), GenericRowData.of(TimestampData.fromEpochMillis(row.time())));
    }
}
