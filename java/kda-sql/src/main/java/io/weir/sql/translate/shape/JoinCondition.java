package io.weir.sql.translate.shape;

import io.weir.sql.operator.JoinedRow;
import io.weir.sql.program.CodeError;
import io.weir.sql.stream.InAppStream;
import io.weir.sql.translate.Assembly;
import io.weir.sql.translate.FlinkSql;
import io.weir.sql.translate.Result;
import io.weir.sql.translate.Scope;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/**
 * What a join's condition says, in parts that all have to be true.
 *
 * @param equalities between a value of the left row and one of the right
 * @param others resolved against the joined rows
 */
record JoinCondition(List<Equality> equalities, List<SqlNode> others) {

    /**
     * @param left resolved against the left side
     * @param right resolved against the right side
     * @param whole resolved against the joined rows; null = the WHERE of the query says it, and is applied in any case
     */
    record Equality(SqlNode left, SqlNode right, SqlNode whole) {}

    /** @param where may be null, as {@code on} may */
    static JoinCondition of(SqlNode on, SqlNode where, Scope left, Scope right, Scope both) {
        List<Equality> equalities = new ArrayList<>();
        List<SqlNode> others = new ArrayList<>();
        for (SqlNode part : parts(on)) {
            SqlNode whole = both.resolve(part);
            Equality equality = equality(part, whole, left, right);
            if (equality != null) {
                equalities.add(equality);
            } else {
                others.add(whole);
            }
        }
        for (SqlNode part : parts(where)) {
            Equality equality = resolved(part, both) == null ? null : equality(part, null, left, right);
            if (equality != null) {
                equalities.add(equality);
            }
        }
        return new JoinCondition(equalities, others);
    }

    List<SqlNode> left() {
        return equalities.stream().map(Equality::left).toList();
    }

    List<SqlNode> right() {
        return equalities.stream().map(Equality::right).toList();
    }

    /** All that is left to be judged when these of the equalities hold already. */
    List<SqlNode> restWithout(List<Integer> used) {
        List<SqlNode> rest = new ArrayList<>(others);
        for (int i = 0; i < equalities.size(); i++) {
            if (!used.contains(i) && equalities.get(i).whole() != null) {
                rest.add(equalities.get(i).whole());
            }
        }
        return rest;
    }

    /** The pairs that fulfil the rest, and, where rows are kept, what tells of rows that come to their end. */
    static InAppStream judge(Scope joined, List<SqlNode> rest, boolean ends, SqlParserPos at, Assembly assembly) {
        FlinkSql sql = new FlinkSql(at);
        List<FlinkSql.Part> columns = new ArrayList<>();
        joined.stream().type().getFieldNames().forEach(name -> columns.add(new FlinkSql.Part(FlinkSql.name(name), null)));
        columns.add(new FlinkSql.Part(FlinkSql.name(Scope.ROWTIME), null));
        sql.line("SELECT").list(columns);
        sql.line("FROM " + assembly.view(joined.stream()) + " AS " + FlinkSql.name(joined.alias()));
        sql.line("WHERE " + (ends ? "`KIND` <> " + JoinedRow.PAIR + " OR (" : "("));
        if (assembly.canFail(rest, joined)) {
            sql.line("  " + FlinkSql.text(assembly.condition(rest, joined)), rest.get(0));
        }
        for (int i = 0; i < rest.size() && !assembly.canFail(rest, joined); i++) {
            sql.line("  " + (i == 0 ? "" : "AND ") + "(" + FlinkSql.text(assembly.scalar(rest.get(i), joined)) + ")", rest.get(i));
        }
        sql.line(")");
        return assembly.run(joined.stream().name() + ".ON", new Result.Query(sql, 0));
    }

    private static List<SqlNode> parts(SqlNode condition) {
        List<SqlNode> parts = new ArrayList<>();
        if (condition instanceof SqlBasicCall call && call.getKind() == SqlKind.AND) {
            call.getOperandList().forEach(operand -> parts.addAll(parts(operand)));
        } else if (condition != null) {
            parts.add(condition);
        }
        return parts;
    }

    private static Equality equality(SqlNode part, SqlNode whole, Scope left, Scope right) {
        if (part.getKind() != SqlKind.EQUALS) {
            return null;
        }
        SqlNode first = ((SqlCall) part).operand(0);
        SqlNode second = ((SqlCall) part).operand(1);
        Equality straight = pair(first, second, whole, left, right);
        return straight != null ? straight : pair(second, first, whole, left, right);
    }

    private static Equality pair(SqlNode left, SqlNode right, SqlNode whole, Scope leftScope, Scope rightScope) {
        SqlNode ofLeft = resolved(left, leftScope);
        SqlNode ofRight = resolved(right, rightScope);
        return ofLeft == null || ofRight == null || !namesColumn(ofLeft) || !namesColumn(ofRight)
                ? null
                : new Equality(ofLeft, ofRight, whole);
    }

    /** Null where a name means nothing in the scope. */
    private static SqlNode resolved(SqlNode expression, Scope scope) {
        try {
            return scope.resolve(expression);
        } catch (CodeError notHere) {
            return null;
        }
    }

    private static boolean namesColumn(SqlNode expression) {
        boolean[] found = {false};
        expression.accept(
                new SqlBasicVisitor<Void>() {
                    @Override
                    public Void visit(SqlIdentifier id) {
                        found[0] |= id.names.size() > 1;
                        return null;
                    }
                });
        return found[0];
    }
}
