package io.weir.sql.translate;

import io.weir.sql.normalise.Expressions;
import io.weir.sql.normalise.Functions;
import io.weir.sql.normalise.Windows;
import io.weir.sql.parser.KdaOperators;
import io.weir.sql.translate.shape.Shapes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.type.SqlTypeName;

/** Makes a block of a SELECT: looks up what it reads, and what its names mean. */
final class Blocks {
    private final Queries queries;
    private final Catalogue catalogue;
    private final Functions functions;
    private final Assembly assembly;

    Blocks(Queries queries, Catalogue catalogue, Functions functions, Assembly assembly) {
        this.queries = queries;
        this.catalogue = catalogue;
        this.functions = functions;
        this.assembly = assembly;
    }

    /** @param target the stream whose columns the items are for, or null */
    Block of(SqlSelect select, String name, Target target) {
        if (select.getFrom() == null) {
            throw Names.error(select.getParserPosition(), "A query reads from a stream: FROM is expected");
        }
        if (select.getQualify() != null) {
            throw Names.error(select.getQualify().getParserPosition(), "There is no QUALIFY in SQL-1_0");
        }
        Expressions expressions = new Expressions(functions, new Windows(select.getWindowList()));
        SqlNode where = expressions.prepare(select.getWhere());
        Relation relation = new Relations(queries, catalogue, assembly, expressions, name).of(select.getFrom());
        Scope scope = scope(relation, where, name);
        List<Item> items = new ArrayList<>();
        for (SqlNode node : select.getSelectList()) {
            add(items, expressions.prepare(node), scope);
        }
        List<SqlNode> groupBy = null;
        if (select.getGroup() != null) {
            groupBy = new ArrayList<>();
            for (SqlNode key : select.getGroup()) {
                groupBy.add(scope.resolve(expressions.prepare(key)));
            }
        }
        SqlNode having = select.getHaving() == null ? null : scope.resolve(expressions.prepare(select.getHaving()));
        SqlNode condition = where == null ? null : scope.resolve(where);
        Block block =
                new Block(name, scope, unique(items), condition, groupBy, having, select.isDistinct(), select.getParserPosition());
        return target == null ? block : Targeted.block(block, target);
    }

    private Scope scope(Relation relation, SqlNode where, String name) {
        if (relation instanceof Relation.Stream stream) {
            return Scope.of(stream.alias(), stream.stream());
        }
        if (relation instanceof Relation.Join join) {
            return Shapes.JOINS.join(join, where, name, assembly);
        }
        String table = ((Relation.Table) relation).table().name();
        throw Names.error(relation.position(), "\"" + table + "\" is a reference table: it can only be joined with a stream");
    }

    private static void add(List<Item> items, SqlNode node, Scope scope) {
        if (node instanceof SqlIdentifier id && id.isStar()) {
            items.addAll(scope.star(id));
        } else if (Queries.isAlias(node)) {
            SqlBasicCall as = (SqlBasicCall) node;
            items.add(new Item(scope.resolve(as.operand(0)), ((SqlIdentifier) as.operand(1)).getSimple()));
        } else {
            String name = node instanceof SqlIdentifier id ? id.names.get(id.names.size() - 1) : SqlUtil.deriveAliasFromOrdinal(items.size());
            SqlNode expression = scope.resolve(node);
            // The ROWTIME of one side of a join is a value like any other; only AS ROWTIME makes it the result's.
            items.add(new Item(expression, name.equals(Scope.ROWTIME) && !scope.isRowtime(expression) ? name + "$" + items.size() : name));
        }
    }

    /** Flink has no two columns of one name; the second of two is out of reach in KDA as well. */
    private static List<Item> unique(List<Item> items) {
        Set<String> names = new HashSet<>();
        List<Item> unique = new ArrayList<>();
        for (Item item : items) {
            String name = item.name();
            for (int i = 0; !names.add(name); i++) {
                name = item.name() + i;
            }
            unique.add(new Item(item.expression(), name));
        }
        return unique;
    }

    /** The keys of ORDER BY; their values are added to the items. Each is an expression of the block, or the name of one of its columns. */
    List<Ordering.Key> keys(SqlNodeList order, Block block, List<Item> items) {
        List<Ordering.Key> keys = new ArrayList<>();
        for (SqlNode node : order) {
            SqlNode within = null;
            Boolean nullsFirst = null;
            boolean descending = false;
            SqlNode key = node;
            while (key instanceof SqlCall call) {
                if (call.getOperator() == KdaOperators.WITHIN) {
                    within = call.operand(1);
                } else if (call.getKind() == SqlKind.DESCENDING) {
                    descending = true;
                } else if (call.getKind() == SqlKind.NULLS_FIRST || call.getKind() == SqlKind.NULLS_LAST) {
                    nullsFirst = call.getKind() == SqlKind.NULLS_FIRST;
                } else {
                    break;
                }
                key = call.operand(0);
            }
            SqlNode expression = key(key, block);
            keys.add(new Ordering.Key(expression, items.size(), descending, nullsFirst, within));
            items.add(new Item(expression, "ORDER$" + keys.size()));
        }
        return keys;
    }

    private SqlNode key(SqlNode key, Block block) {
        if (key instanceof SqlIdentifier id && id.isSimple()) {
            for (Item item : block.items()) {
                if (item.name().equals(id.getSimple())) {
                    return item.expression();
                }
            }
        }
        if (key instanceof SqlLiteral literal && literal.getTypeName() == SqlTypeName.DECIMAL) {
            int position = literal.intValue(false);
            if (position < 1 || position > block.items().size()) {
                throw Names.error(key.getParserPosition(), "There is no column " + position + " in the query");
            }
            return block.items().get(position - 1).expression();
        }
        return block.scope().resolve(new Expressions(functions, new Windows(null)).prepare(key));
    }
}
