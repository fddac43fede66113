package io.weir.sql.translate;

import io.weir.sql.translate.Ordering.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * A time of its own that a query gives its rows, {@code ts AS ROWTIME}: an order by that time in which no row may come late.
 *
 * @param items the query's columns, and the time as one more
 */
record OwnTime(List<Item> items, Key key) {
    private static final String COLUMN = "TIME$";

    /** Empty where the ROWTIME of rows is left alone, or where a group's window is what gives it. */
    static Optional<OwnTime> of(Block block) {
        if (block.groupBy() != null || block.distinct()) {
            return Optional.empty();
        }
        return block.items().stream()
                .filter(item -> item.name().equals(Scope.ROWTIME) && !block.scope().isRowtime(item.expression()))
                .findFirst()
                .map(item -> of(block, item));
    }

    private static OwnTime of(Block block, Item time) {
        List<Item> items = new ArrayList<>(block.columns());
        items.add(new Item(time.expression(), COLUMN));
        SqlParserPos at = time.expression().getParserPosition();
        SqlLiteral none = SqlLiteral.createInterval(1, "0", new SqlIntervalQualifier(TimeUnit.SECOND, null, at), at);
        return new OwnTime(items, new Key(time.expression(), items.size() - 1, false, null, none));
    }
}
