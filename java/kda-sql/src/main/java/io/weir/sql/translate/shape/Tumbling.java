package io.weir.sql.translate.shape;

import io.weir.sql.program.CodeError;
import io.weir.sql.stream.InAppStream;
import io.weir.sql.translate.Assembly;
import io.weir.sql.translate.Block;
import io.weir.sql.translate.FlinkSql;
import io.weir.sql.translate.FlinkSql.Part;
import io.weir.sql.translate.Item;
import io.weir.sql.translate.Result;
import io.weir.sql.translate.Scope;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Groups that end with a step of ROWTIME: {@code GROUP BY k, STEP(s.ROWTIME BY INTERVAL '1' MINUTE)}, {@code GROUP BY FLOOR(s.ROWTIME TO MONTH)},
 * and {@code SELECT STREAM DISTINCT}, which groups by all that it selects. Results have the end of their window as ROWTIME.
 */
public final class Tumbling implements Shape {
    /** The ROWTIME of rows that are stamped with the end of their group instead. */
    static final String ROWTIME = "ROWTIME$";

    @Override
    public boolean matches(Block block) {
        return block.groupBy() != null || block.distinct();
    }

    @Override
    public Result build(Block block, Assembly assembly) {
        if (block.groupBy() != null) {
            Result groups = build(block, block.groupBy(), assembly);
            return block.distinct() ? distinct(block, assembly.stream(block.name(), groups), assembly) : groups;
        }
        return build(block, block.items().stream().map(Item::expression).toList(), assembly);
    }

    private static Result build(Block block, List<SqlNode> keys, Assembly assembly) {
        TimeWindow window = TimeWindow.of(block.scope(), keys).orElseThrow(() -> endless(block));
        if (!window.isTumbling()) {
            return stamped(block, keys, window, assembly);
        }
        Scope scope = block.scope();
        GroupedNames names = new GroupedNames(scope, keys, key -> window.isOf(scope, key), Scope.ROWTIME, "window_end");
        return group(block, keys, window.interval(), names, window.isMoment() ? 0 : 1, assembly);
    }

    /** Steps that no window of Flink's is as long as: rows are stamped with the end of their group, and grouped by that. */
    private static Result stamped(Block block, List<SqlNode> keys, TimeWindow window, Assembly assembly) {
        Scope stamped = block.scope().withStream(GroupEnds.stamp(block.scope().stream(), window.buckets(), ROWTIME));
        return stamped(block, keys, stamped, assembly);
    }

    /** @param scope its rows are stamped with the end of their group; what ROWTIME they had is in a column {@link #ROWTIME} if it is asked for */
    static Result stamped(Block block, List<SqlNode> keys, Scope scope, Assembly assembly) {
        GroupedNames names = new GroupedNames(scope, keys, key -> false, ROWTIME, "window_start");
        SqlNode where = block.where() == null ? null : names.inside(block.where());
        Block inner =
                new Block(block.name(), scope, block.items(), where, block.groupBy(), block.having(), block.distinct(), block.position());
        return group(inner, keys, FlinkInterval.of(1), names, 0, assembly);
    }

    private static Result group(
            Block block, List<SqlNode> keys, String interval, GroupedNames names, long shift, Assembly assembly) {
        if (WindowNames.clash(block.scope())) {
            WindowNames free = new WindowNames(block.scope());
            return group(free.block(block), free.all(keys), interval, free.names(names), shift, assembly);
        }
        Scope scope = block.scope();
        Block rewritten = names.rewrite(block);
        FlinkSql sql = new FlinkSql(block.position());
        sql.line("SELECT").list(assembly.select(rewritten, TimeWindow.TIME));
        sql.line("FROM TABLE(TUMBLE(TABLE " + assembly.view(scope.stream()) + ", DESCRIPTOR(" + FlinkSql.name(Scope.ROWTIME) + "), "
                + interval + ")) AS " + FlinkSql.name(scope.alias()));
        assembly.clause(sql, "WHERE", block.where(), scope);
        List<Part> groups = new ArrayList<>();
        for (String part : List.of(TimeWindow.START, TimeWindow.END, TimeWindow.TIME)) {
            groups.add(new Part(part, null));
        }
        for (SqlNode key : keys) {
            if (!names.windowKey().test(key)) {
                groups.add(new Part(FlinkSql.text(assembly.scalar(names.inside(key), scope)), key));
            }
        }
        sql.line("GROUP BY").list(groups);
        assembly.clause(sql, "HAVING", rewritten.having(), scope);
        return new Result.Query(sql, shift);
    }

    /** SELECT DISTINCT ... GROUP BY: no two equal results of the same ROWTIME. */
    private static Result distinct(Block block, InAppStream groups, Assembly assembly) {
        Scope scope = Scope.of(block.name(), groups);
        List<Item> items = scope.all(block.position());
        List<SqlNode> keys = new ArrayList<>(items.stream().map(Item::expression).toList());
        keys.add(scope.rowtime(block.position()));
        return build(new Block(block.name(), scope, items, null, keys, null, false, block.position()), keys, assembly);
    }

    private static CodeError endless(Block block) {
        SqlNode first = block.groupBy() != null ? block.groupBy().get(0) : block.items().get(0).expression();
        SqlParserPos at = first.getParserPosition();
        String clause = block.groupBy() != null ? "GROUP BY clause" : "SELECT DISTINCT list";
        return new CodeError(
                at.getLineNum(),
                at.getColumnNum(),
                "Streaming aggregation requires at least one monotonic expression in the " + clause
                        + ", such as STEP(s.ROWTIME BY INTERVAL '1' MINUTE) or FLOOR(s.ROWTIME TO MINUTE)");
    }
}
