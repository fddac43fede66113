package io.weir.sql.translate.shape;

import io.weir.sql.translate.Assembly;
import io.weir.sql.translate.Block;
import io.weir.sql.translate.FlinkSql;
import io.weir.sql.translate.FlinkSql.Part;
import io.weir.sql.translate.Item;
import io.weir.sql.translate.Result;
import io.weir.sql.translate.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * Sliding windows: {@code SELECT STREAM AVG(x) OVER w ... WINDOW w AS (PARTITION BY k RANGE INTERVAL '1' MINUTE PRECEDING)}, one result a row.
 *
 * <p>Flink computes aggregates over one window in a query, KDA over as many as there are: each further window becomes a query around the one
 * before, and the selected expressions are computed outside of them all.
 */
public final class Sliding implements Shape {

    @Override
    public boolean matches(Block block) {
        return block.groupBy() == null && !block.distinct() && !calls(block).isEmpty();
    }

    @Override
    public Result build(Block written, Assembly assembly) {
        List<Item> ends =
                written.items().stream().map(item -> new Item(item.expression().accept(new EndValues()), item.name())).toList();
        Block block = written.withItems(ends);
        if (calls(block).isEmpty()) {
            return new ProjectFilter().build(block, assembly);
        }
        Scope scope = block.scope();
        Map<String, List<SqlCall>> windows = new LinkedHashMap<>();
        Map<String, String> columns = new LinkedHashMap<>();
        for (SqlCall call : calls(block)) {
            SqlCall framed = Frames.forFlink(call, scope);
            if (columns.putIfAbsent(call.toString(), "OVER$" + (columns.size() + 1)) == null) {
                windows.computeIfAbsent(framed.operand(1).toString(), window -> new ArrayList<>()).add(call);
            }
        }
        FlinkSql rows = null;
        List<String> computed = new ArrayList<>();
        for (List<SqlCall> calls : windows.values()) {
            rows = level(block, rows, computed, calls, columns, assembly);
            calls.forEach(call -> computed.add(columns.get(call.toString())));
        }
        List<Item> items = new ArrayList<>();
        for (Item item : block.items()) {
            items.add(new Item(item.expression().accept(new Computed(scope, columns)), item.name()));
        }
        FlinkSql sql = new FlinkSql(block.position());
        sql.line("SELECT").list(assembly.select(block.withItems(items), FlinkSql.text(scope.rowtime(block.position()))));
        sql.line("FROM (").nest(rows).line(") AS " + FlinkSql.name(scope.alias()));
        return new Result.Query(sql, 0);
    }

    /** One window's aggregates beside all that was there before. */
    private static FlinkSql level(
            Block block, FlinkSql before, List<String> computed, List<SqlCall> calls, Map<String, String> columns, Assembly assembly) {
        Scope scope = block.scope();
        FlinkSql sql = new FlinkSql(block.position());
        List<Part> parts = new ArrayList<>();
        scope.stream().type().getFieldNames().forEach(name -> parts.add(new Part(column(scope, name), null)));
        computed.forEach(name -> parts.add(new Part(column(scope, name), null)));
        for (SqlCall call : calls) {
            SqlNode framed = assembly.scalar(Frames.forFlink(call, scope), scope);
            parts.add(new Part(FlinkSql.named(framed, columns.get(call.toString())), call));
        }
        parts.add(new Part(column(scope, Scope.ROWTIME), null));
        sql.line("SELECT").list(parts);
        if (before == null) {
            sql.line("FROM " + assembly.view(scope.stream()) + " AS " + FlinkSql.name(scope.alias()));
            assembly.clause(sql, "WHERE", block.where(), scope);
        } else {
            sql.line("FROM (").nest(before).line(") AS " + FlinkSql.name(scope.alias()));
        }
        return sql;
    }

    private static String column(Scope scope, String name) {
        return FlinkSql.name(scope.alias()) + "." + FlinkSql.name(name);
    }

    private static List<SqlCall> calls(Block block) {
        List<SqlCall> calls = new ArrayList<>();
        for (Item item : block.items()) {
            item.expression()
                    .accept(
                            new SqlShuttle() {
                                @Override
                                public SqlNode visit(SqlCall call) {
                                    if (call.getKind() == SqlKind.OVER) {
                                        calls.add(call);
                                        return call;
                                    }
                                    return super.visit(call);
                                }
                            });
        }
        return calls;
    }

    /** Puts the columns that windows have been computed into in their places. */
    private static final class Computed extends SqlShuttle {
        private final Scope scope;
        private final Map<String, String> columns;

        Computed(Scope scope, Map<String, String> columns) {
            this.scope = scope;
            this.columns = columns;
        }

        @Override
        public SqlNode visit(SqlCall call) {
            SqlParserPos at = call.getParserPosition();
            return call.getKind() == SqlKind.OVER
                    ? new SqlIdentifier(List.of(scope.alias(), columns.get(call.toString())), at)
                    : super.visit(call);
        }
    }
}
