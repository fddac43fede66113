package io.weir.sql.translate.shape;

import io.weir.sql.operator.Operators;
import io.weir.sql.stream.InAppStream;
import io.weir.sql.translate.Assembly;
import io.weir.sql.translate.Block;
import io.weir.sql.translate.Item;
import io.weir.sql.translate.Result;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * {@code GROUP BY MONOTONIC(expression), k}: the author's word that the expression never goes back stands in for a step of ROWTIME. A group ends
 * when another value comes. Beside a step of ROWTIME the word says nothing that is needed.
 */
final class UntilChange implements Shape {

    @Override
    public boolean matches(Block block) {
        return block.groupBy() != null && block.groupBy().stream().anyMatch(UntilChange::isMonotonic);
    }

    @Override
    public Result build(Block block, Assembly assembly) {
        SqlNode value = ((SqlCall) block.groupBy().stream().filter(UntilChange::isMonotonic).findFirst().orElseThrow()).operand(0);
        List<SqlNode> keys = block.groupBy().stream().map(UntilChange::plain).toList();
        List<Item> items = block.items().stream().map(item -> new Item(plain(item.expression()), item.name())).toList();
        SqlNode having = block.having() == null ? null : plain(block.having());
        Block said =
                new Block(block.name(), block.scope(), items, block.where(), keys, having, block.distinct(), block.position());
        if (TimeWindow.of(block.scope(), keys).isPresent()) {
            return new Tumbling().build(said, assembly);
        }
        boolean timed = TimeUse.of(said, keys);
        KeyedSide keyed =
                KeyedSide.of(block.scope(), List.of(value), block.where(), timed, block.name() + ".VALUE", block.position(), assembly);
        InAppStream rows = keyed.stream();
        InAppStream stamped =
                new InAppStream(
                        block.name() + ".GROUPS", rows.type(), 0, Operators.untilChange(rows.rows(), rows.type(), keyed.columns().get(0)));
        assembly.note(block.name(), block.position(), "-- An operator of Weir's stamps each row with the ROWTIME that ended its group.");
        return Tumbling.stamped(said.withoutWhere(), keys, block.scope().withStream(stamped), assembly);
    }

    private static boolean isMonotonic(SqlNode node) {
        return node instanceof SqlCall call && call.getOperator().getName().equals("MONOTONIC") && call.operandCount() == 1;
    }

    private static SqlNode plain(SqlNode expression) {
        return expression.accept(
                new SqlShuttle() {
                    @Override
                    public SqlNode visit(SqlCall call) {
                        return isMonotonic(call) ? call.operand(0).accept(this) : super.visit(call);
                    }
                });
    }
}
