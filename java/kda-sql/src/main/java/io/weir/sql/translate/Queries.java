package io.weir.sql.translate;

import io.weir.sql.normalise.Functions;
import io.weir.sql.stream.InAppStream;
import io.weir.sql.translate.shape.Shape;
import io.weir.sql.translate.shape.Shapes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSetOperator;
import org.apache.flink.table.types.logical.RowType;

/** Makes streams of queries. A query within a query becomes a stream of its own first, so that each block reads streams alone. */
final class Queries {
    private final Catalogue catalogue;
    private final Functions functions;
    private final Assembly assembly;

    Queries(Catalogue catalogue, Functions functions, Assembly assembly) {
        this.catalogue = catalogue;
        this.functions = functions;
        this.assembly = assembly;
    }

    /** The stream that a query is. */
    InAppStream rows(SqlNode query, String name) {
        if (query instanceof SqlCall union && union.getOperator() instanceof SqlSetOperator) {
            return union(union, name);
        }
        return assembly.stream(name, build(query, name, null));
    }

    /** What a pump's query puts into its target: rows of the target's type. */
    InAppStream fill(SqlNode query, Target target) {
        if (query instanceof SqlCall union && union.getOperator() instanceof SqlSetOperator) {
            List<SqlNode> branches = branches(union);
            return Unions.of(target.name(), branches.stream().map(branch -> fill(branch, target)).toList());
        }
        return new Assignment(assembly, target).assign(build(query, target.name(), target), query);
    }

    private InAppStream union(SqlCall union, String name) {
        List<InAppStream> streams = new ArrayList<>();
        for (SqlNode branch : branches(union)) {
            streams.add(rows(branch, name));
        }
        RowType common = Unions.type(streams, union.getParserPosition());
        List<InAppStream> same = new ArrayList<>();
        List<Integer> all = Unions.positions(common);
        for (InAppStream stream : streams) {
            Target target = new Target(name, common, all, union.getParserPosition());
            same.add(stream.type().equals(common) ? stream : new Assignment(assembly, target).assign(new Result.Rows(stream), union));
        }
        return Unions.of(name, same);
    }

    private static List<SqlNode> branches(SqlCall union) {
        SqlSetOperator operator = (SqlSetOperator) union.getOperator();
        if (union.getKind() != SqlKind.UNION || !operator.isAll()) {
            throw Names.error(union.getParserPosition(), operator.getName() + " of streams would never end: UNION ALL is expected");
        }
        return union.getOperandList();
    }

    private Result build(SqlNode query, String name, Target target) {
        if (query instanceof SqlOrderBy ordered) {
            return new Result.Rows(order(ordered, name));
        }
        if (query instanceof SqlSelect select) {
            Block block = new Blocks(this, catalogue, functions, assembly).of(select, name, target);
            return OwnTime.of(block).map(time -> timed(block, time)).orElseGet(() -> build(block));
        }
        throw Names.error(query.getParserPosition(), "A query begins with SELECT STREAM, not " + query.getKind());
    }

    /** {@code SELECT STREAM …, ts AS ROWTIME}: in the order of that time; what would go back in time fails. */
    private Result timed(Block block, OwnTime time) {
        InAppStream stream = assembly.stream(block.name(), build(block.withItems(time.items())));
        return new Result.Rows(
                Shapes.ORDERING.order(
                        stream, block, List.of(time.key()), block.columns().size(), block.name(), block.position(), assembly));
    }

    private Result build(Block given) {
        Block block = FallibleInputs.apart(given, assembly);
        for (Shape shape : Shapes.ALL) {
            if (shape.matches(block)) {
                return shape.build(block, assembly);
            }
        }
        throw Names.error(block.position(), "This form of a query is not known");
    }

    private InAppStream order(SqlOrderBy ordered, String name) {
        if (ordered.fetch != null || ordered.offset != null) {
            throw Names.error(ordered.getParserPosition(), "A stream has no end, so there is no LIMIT, OFFSET or FETCH");
        }
        if (!(ordered.query instanceof SqlSelect select)) {
            throw Names.error(ordered.getParserPosition(), "ORDER BY belongs to a SELECT: put the UNION ALL into its FROM");
        }
        Blocks blocks = new Blocks(this, catalogue, functions, assembly);
        Block block = blocks.of(select, name, null);
        List<Item> items = new ArrayList<>(block.columns());
        List<Ordering.Key> keys = blocks.keys(ordered.orderList, block, items);
        int columns = block.columns().size();
        InAppStream stream = assembly.stream(name, build(block.withItems(items)));
        return Shapes.ORDERING.order(stream, block, keys, columns, name, ordered.orderList.getParserPosition(), assembly);
    }

    static boolean isAlias(SqlNode node) {
        return node instanceof SqlBasicCall call && call.getKind() == SqlKind.AS;
    }
}
