package io.weir.sql.translate.shape;

import io.weir.sql.normalise.Aggregates;
import io.weir.sql.operator.Total;
import io.weir.sql.translate.Block;
import io.weir.sql.translate.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.flink.table.types.logical.RowType;

/**
 * The aggregates of a query whose windows are an operator's, if totals of columns are all that there are: the query then reads them from the one
 * row of each window.
 *
 * @param block the query that reads them; where there are no totals, the one that was given
 */
record WindowTotals(Block block, List<Total> totals) {
    private static final Map<String, Total.Kind> KINDS =
            Map.of(
                    "COUNT", Total.Kind.COUNT,
                    "SUM", Total.Kind.SUM,
                    "MIN", Total.Kind.LEAST,
                    "MAX", Total.Kind.MOST,
                    "AVG", Total.Kind.MEAN);

    /** @param type of the rows that go into windows */
    static WindowTotals of(Block block, RowType type) {
        Reader reader = new Reader(block.scope().alias(), type);
        List<Item> items =
                block.items().stream().map(item -> new Item(item.expression().accept(reader), item.name())).toList();
        SqlNode having = block.having() == null ? null : block.having().accept(reader);
        if (reader.others || reader.totals.isEmpty() || block.distinct()) {
            return new WindowTotals(block, List.of());
        }
        Block reading =
                new Block(block.name(), block.scope(), items, block.where(), block.groupBy(), having, false, block.position());
        return new WindowTotals(reading, List.copyOf(reader.totals));
    }

    /** Puts the column of a total in the place of each aggregate. */
    private static final class Reader extends SqlShuttle {
        private final String alias;
        private final RowType type;
        private final List<Total> totals = new ArrayList<>();
        private boolean others;

        Reader(String alias, RowType type) {
            this.alias = alias;
            this.type = type;
        }

        @Override
        public SqlNode visit(SqlCall call) {
            if (!Aggregates.isAggregate(call)) {
                return super.visit(call);
            }
            Optional<Total> total = total(call);
            if (total.isEmpty()) {
                others = true;
                return call;
            }
            if (!totals.contains(total.get())) {
                totals.add(total.get());
            }
            String column = Total.column(totals.indexOf(total.get()));
            SqlIdentifier name = new SqlIdentifier(List.of(alias, column), call.getParserPosition());
            // Of the one row that a window has become.
            return SqlStdOperatorTable.MAX.createCall(call.getParserPosition(), name);
        }

        private Optional<Total> total(SqlCall call) {
            Total.Kind kind = KINDS.get(call.getOperator().getName().toUpperCase(Locale.ROOT));
            boolean plain = call.getKind() != SqlKind.FILTER && call.getFunctionQuantifier() == null && call.operandCount() == 1;
            if (kind == null || !plain || !(call.operand(0) instanceof SqlIdentifier of)) {
                return Optional.empty();
            }
            if (of.isStar()) {
                return kind == Total.Kind.COUNT ? Optional.of(new Total(kind, -1, null)) : Optional.empty();
            }
            int column = of.names.size() == 2 && of.names.get(0).equals(alias) ? type.getFieldIndex(of.names.get(1)) : -1;
            if (column < 0 || !Total.isPossible(kind, type.getTypeAt(column).getTypeRoot())) {
                return Optional.empty();
            }
            return Optional.of(new Total(kind, column, type.getTypeAt(column).getTypeRoot()));
        }
    }
}
