package io.weir.sql.translate;

import io.weir.sql.normalise.Expressions;
import io.weir.sql.stream.InAppStream;
import io.weir.sql.translate.shape.Shapes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSetOperator;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Looks up what stands behind FROM; queries in it become streams. */
final class Relations {
    private final Queries queries;
    private final Catalogue catalogue;
    private final Assembly assembly;
    private final Expressions expressions;
    private final String name;
    private int hoisted;

    Relations(Queries queries, Catalogue catalogue, Assembly assembly, Expressions expressions, String name) {
        this.queries = queries;
        this.catalogue = catalogue;
        this.assembly = assembly;
        this.expressions = expressions;
        this.name = name;
    }

    Relation of(SqlNode from) {
        return of(from, null, null);
    }

    private Relation of(SqlNode from, String alias, SqlWindow window) {
        SqlParserPos at = from.getParserPosition();
        if (from instanceof SqlIdentifier id) {
            return named(id, alias, window);
        }
        if (from instanceof SqlJoin join) {
            Relation left = of(join.getLeft());
            Relation right = of(join.getRight());
            JoinType type = join.getJoinType() == JoinType.COMMA || join.getJoinType() == JoinType.CROSS ? JoinType.INNER : join.getJoinType();
            return new Relation.Join(left, type, right, condition(join, left, right), at);
        }
        if (Queries.isAlias(from)) {
            SqlBasicCall as = (SqlBasicCall) from;
            Relation relation = of(as.operand(0), ((SqlIdentifier) as.operand(1)).getSimple(), window);
            return as.operandCount() == 2 ? relation : renamed(relation, as.getOperandList().subList(2, as.operandCount()));
        }
        if (from.getKind() == SqlKind.OVER) {
            SqlCall over = (SqlCall) from;
            return of(over.operand(0), alias, expressions.windows().resolve(over.operand(1)));
        }
        String of = alias == null ? "Q" + ++hoisted : alias;
        if (from.getKind() == SqlKind.COLLECTION_TABLE) {
            return new Relation.Stream(of, function(((SqlCall) from).operand(0), of), window, at);
        }
        if (from.getKind() == SqlKind.SELECT || from instanceof SqlOrderBy || isUnion(from)) {
            return new Relation.Stream(of, queries.rows(from, name + "." + of), window, at);
        }
        throw Names.error(at, "Behind FROM stands a stream, a reference table, a query in parentheses or TABLE(...), not " + from.getKind());
    }

    private Relation named(SqlIdentifier id, String alias, SqlWindow window) {
        String of = id.names.get(id.names.size() - 1);
        String as = alias == null ? of : alias;
        if (catalogue.isTable(of)) {
            return new Relation.Table(as, catalogue.table(of), id.getParserPosition());
        }
        return new Relation.Stream(as, catalogue.stream(of, id.getParserPosition()), window, id.getParserPosition());
    }

    private static Relation renamed(Relation relation, List<SqlNode> columns) {
        if (!(relation instanceof Relation.Stream stream)) {
            throw Names.error(columns.get(0).getParserPosition(), "Only the columns of a stream or a query can be named here");
        }
        return new Relation.Stream(stream.alias(), Views.renamed(stream.stream(), columns), stream.window(), stream.position());
    }

    private static boolean isUnion(SqlNode node) {
        return node instanceof SqlCall call && call.getOperator() instanceof SqlSetOperator;
    }

    private InAppStream function(SqlNode node, String alias) {
        if (!(node instanceof SqlCall call)) {
            throw Names.error(node.getParserPosition(), "A call of a function is expected");
        }
        String function = call.getOperator().getName();
        TableFunction known = Shapes.TABLE_FUNCTIONS.get(function);
        if (known == null) {
            throw Names.unknown(call.getParserPosition(), "function of streams", function, Shapes.TABLE_FUNCTIONS.keySet());
        }
        List<InAppStream> cursors = new ArrayList<>();
        for (SqlNode operand : call.getOperandList()) {
            if (operand.getKind() == SqlKind.CURSOR) {
                cursors.add(queries.rows(((SqlCall) operand).operand(0), name + "." + alias + ".CURSOR"));
            }
        }
        return known.apply(call, cursors, name + "." + alias, assembly);
    }

    private SqlNode condition(SqlJoin join, Relation left, Relation right) {
        if (join.isNatural()) {
            throw Names.error(join.getParserPosition(), "NATURAL JOIN is not there for streams: write ON and the columns");
        }
        if (join.getConditionType() != JoinConditionType.USING) {
            return expressions.prepare(join.getCondition());
        }
        SqlNode all = null;
        for (SqlNode column : (SqlNodeList) join.getCondition()) {
            SqlParserPos at = column.getParserPosition();
            String name = ((SqlIdentifier) column).getSimple();
            SqlNode equal =
                    SqlStdOperatorTable.EQUALS.createCall(
                            at, new SqlIdentifier(List.of(alias(left), name), at), new SqlIdentifier(List.of(alias(right), name), at));
            all = all == null ? equal : SqlStdOperatorTable.AND.createCall(at, all, equal);
        }
        return all;
    }

    private static String alias(Relation relation) {
        if (relation instanceof Relation.Join join) {
            return alias(join.right());
        }
        return relation instanceof Relation.Stream stream ? stream.alias() : ((Relation.Table) relation).alias();
    }
}
