package io.weir.sql.translate.shape;

import io.weir.sql.normalise.Aggregates;
import io.weir.sql.normalise.TimeStep;
import io.weir.sql.translate.Block;
import io.weir.sql.translate.Item;
import io.weir.sql.translate.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.Litmus;

/**
 * What ROWTIME means behind a grouping: within an aggregate, or a key, that of the rows; elsewhere that of the result. A key that a window of
 * Flink's stands for is the beginning of that window.
 *
 * @param windowKey which keys a window stands for
 * @param rowtime the rows' ROWTIME, where the query that is made has it
 * @param end the result's ROWTIME there
 */
record GroupedNames(Scope scope, List<SqlNode> keys, Predicate<SqlNode> windowKey, String rowtime, String end) {

    Block rewrite(Block block) {
        List<Item> items = new ArrayList<>();
        for (Item item : block.items()) {
            items.add(new Item(outside(item.expression()), item.name()));
        }
        SqlNode having = block.having() == null ? null : outside(block.having());
        return new Block(
                block.name(), block.scope(), items, block.where(), block.groupBy(), having, block.distinct(), block.position());
    }

    SqlNode outside(SqlNode expression) {
        return expression.accept(
                new SqlShuttle() {
                    @Override
                    public SqlNode visit(SqlCall call) {
                        if (isKey(call)) {
                            return windowKey.test(call) ? column("window_start", call) : inside(call);
                        }
                        return Aggregates.isAggregate(call) ? inside(call) : super.visit(call);
                    }

                    @Override
                    public SqlNode visit(SqlIdentifier id) {
                        if (!scope.isRowtime(id)) {
                            return id;
                        }
                        return column(isKey(id) && windowKey.test(id) ? "window_start" : end, id);
                    }
                });
    }

    /** Within keys and aggregates. */
    SqlNode inside(SqlNode expression) {
        return expression.accept(
                new SqlShuttle() {
                    @Override
                    public SqlNode visit(SqlIdentifier id) {
                        return scope.isRowtime(id) ? column(rowtime, id) : id;
                    }
                });
    }

    private boolean isKey(SqlNode node) {
        return keys.stream().anyMatch(key -> key.equalsDeep(node, Litmus.IGNORE) || isSameStep(key, node));
    }

    private boolean isSameStep(SqlNode key, SqlNode node) {
        return windowKey.test(key) && windowKey.test(node) && TimeStep.of(node).isPresent();
    }

    private SqlNode column(String name, SqlNode at) {
        return new SqlIdentifier(List.of(scope.alias(), name), at.getParserPosition());
    }
}
