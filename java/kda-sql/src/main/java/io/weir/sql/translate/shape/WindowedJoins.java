package io.weir.sql.translate.shape;

import io.weir.sql.operator.JoinSpec;
import io.weir.sql.operator.JoinedRow;
import io.weir.sql.operator.Operators;
import io.weir.sql.program.CodeError;
import io.weir.sql.reference.ReferenceTable;
import io.weir.sql.stream.InAppStream;
import io.weir.sql.translate.Assembly;
import io.weir.sql.translate.Joins;
import io.weir.sql.translate.Relation;
import io.weir.sql.translate.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Joins of streams within windows, and of a stream with a reference table. Equalities between the sides bring rows together; the rest of the
 * condition is judged by SQL on the pairs. Of more than two relations the first two become one stream, which is joined with the next.
 */
final class WindowedJoins implements Joins {
    private static final String ALIAS = "J";

    @Override
    public Scope join(Relation.Join join, SqlNode where, String name, Assembly assembly) {
        SqlNode fromWhere = join.type() == JoinType.INNER ? where : null;
        if (join.left() instanceof Relation.Table) {
            return lookup(mirrored(join), fromWhere, name, assembly);
        }
        return join.right() instanceof Relation.Table
                ? lookup(join, fromWhere, name, assembly)
                : streams(join, fromWhere, name, assembly);
    }

    private static Relation.Join mirrored(Relation.Join join) {
        JoinType type =
                switch (join.type()) {
                    case LEFT -> JoinType.RIGHT;
                    case RIGHT -> JoinType.LEFT;
                    default -> join.type();
                };
        return new Relation.Join(join.right(), type, join.left(), join.condition(), join.position());
    }

    private Scope streams(Relation.Join join, SqlNode where, String name, Assembly assembly) {
        boolean outer = join.type() != JoinType.INNER;
        Scope left = side(join.left(), where, name + ".LEFT", assembly);
        Scope right = side(join.right(), where, name + ".RIGHT", assembly);
        Scope both = both(join, left, right, "T");
        JoinCondition condition = JoinCondition.of(join.condition(), where, left, right, both);
        KeyedSide keyedLeft = KeyedSide.of(left, condition.left(), name + ".LEFT", join.position(), assembly);
        KeyedSide keyedRight = KeyedSide.of(right, condition.right(), name + ".RIGHT", join.position(), assembly);
        List<Integer> usable = KeyedSide.comparable(keyedLeft, keyedRight);
        List<SqlNode> rest = condition.restWithout(usable);
        JoinSpec spec =
                new JoinSpec(
                        keyedLeft.stream().type(),
                        JoinWindows.of(join.left()),
                        keyedLeft.keys(usable),
                        join.type() == JoinType.LEFT || join.type() == JoinType.FULL,
                        keyedRight.stream().type(),
                        JoinWindows.of(join.right()),
                        keyedRight.keys(usable),
                        join.type() == JoinType.RIGHT || join.type() == JoinType.FULL,
                        outer && !rest.isEmpty());
        DataStream<RowData> rows = Operators.join(keyedLeft.stream().rows(), keyedRight.stream().rows(), spec);
        Scope joined = both.withStream(new InAppStream(name + ".JOIN", JoinedRow.type(spec), 0, rows));
        assembly.note(
                name,
                join.position(),
                "-- Rows are brought together by an operator of Weir's, as Flink SQL has no windows of both sides: the columns are L0, L1, ... and LT"
                        + " (ROWTIME) of the left row, R0, R1, ... and RT of the right one.");
        if (rest.isEmpty()) {
            return joined;
        }
        InAppStream judged = JoinCondition.judge(joined, rest, outer, join.position(), assembly);
        return joined.withStream(
                outer ? new InAppStream(judged.name(), judged.type(), 0, Operators.matched(judged.rows(), judged.type(), spec)) : judged);
    }

    private Scope lookup(Relation.Join join, SqlNode where, String name, Assembly assembly) {
        if (!(join.right() instanceof Relation.Table relation) || join.left() instanceof Relation.Table) {
            throw error(join, "One of the two has to be a stream: both are reference tables");
        }
        if (join.type() == JoinType.RIGHT || join.type() == JoinType.FULL) {
            throw error(join, "The rows of a reference table have no time: only the stream's rows can be kept where there is no match");
        }
        if (JoinWindows.of(join.left()).length() > 0 || JoinWindows.of(join.left()).isOfRows()) {
            throw error(join, "A stream that is joined with a reference table has no window: each row is looked up when it comes");
        }
        ReferenceTable table = relation.table();
        boolean kept = join.type() == JoinType.LEFT;
        Scope left = side(join.left(), where, name + ".LEFT", assembly);
        Scope right = Scope.of(relation.alias(), new InAppStream(table.name(), table.type(), 0, null));
        Scope both = both(join, left, right, null);
        JoinCondition condition = JoinCondition.of(join.condition(), where, left, right, both);
        KeyedSide keyedLeft = KeyedSide.of(left, condition.left(), name + ".LEFT", join.position(), assembly);
        KeyedSide keyedRight = KeyedSide.plain(right, condition.right());
        List<Integer> usable = KeyedSide.comparable(keyedLeft, keyedRight);
        List<SqlNode> rest = condition.restWithout(usable);
        boolean later = kept && !rest.isEmpty();
        RowType stream = keyedLeft.stream().type();
        DataStream<RowData> rows =
                Operators.lookup(keyedLeft.stream().rows(), stream, keyedLeft.keys(usable), table, keyedRight.keys(usable), kept, later);
        Scope joined = both.withStream(new InAppStream(name + ".LOOKUP", Operators.lookupType(stream, table.type(), later), 0, rows));
        assembly.note(
                name,
                join.position(),
                "-- Each row is looked up in " + table.name() + " by an operator of Weir's: the columns are L0, L1, ... of the stream and R0, R1, ..."
                        + " of the table.");
        if (rest.isEmpty()) {
            return joined;
        }
        InAppStream judged = JoinCondition.judge(joined, rest, later, join.position(), assembly);
        return joined.withStream(
                later ? new InAppStream(judged.name(), judged.type(), 0, Operators.looked(judged.rows(), judged.type())) : judged);
    }

    private Scope side(Relation relation, SqlNode where, String name, Assembly assembly) {
        if (relation instanceof Relation.Join join) {
            return join(join, where, name, assembly);
        }
        Relation.Stream stream = (Relation.Stream) relation;
        return Scope.of(stream.alias(), stream.stream());
    }

    /** What names mean in the joined rows. @param time names the columns of the sides' ROWTIMEs; null = they are the joined rows' own */
    private static Scope both(Relation.Join join, Scope left, Scope right, String time) {
        List<Scope.Member> members = new ArrayList<>();
        left.members().forEach(member -> members.add(moved(member, "L", left, time)));
        right.members().forEach(member -> members.add(moved(member, "R", right, time)));
        Set<String> aliases = new HashSet<>();
        for (Scope.Member member : members) {
            if (!aliases.add(member.alias())) {
                throw error(join, "Two of the joined streams are called \"" + member.alias() + "\": give one of them another name with AS");
            }
        }
        return new Scope(ALIAS, left.stream(), members);
    }

    private static Scope.Member moved(Scope.Member member, String side, Scope scope, String time) {
        List<String> names = scope.stream().type().getFieldNames();
        List<Scope.MemberColumn> columns = new ArrayList<>();
        for (Scope.MemberColumn column : member.columns()) {
            columns.add(new Scope.MemberColumn(column.name(), side + names.indexOf(column.column()), column.hidden()));
        }
        String own = time == null ? null : side + time;
        return new Scope.Member(member.alias(), columns, member.rowtime() == null ? own : side + names.indexOf(member.rowtime()));
    }

    private static CodeError error(Relation.Join join, String message) {
        return new CodeError(join.position().getLineNum(), join.position().getColumnNum(), message);
    }
}
