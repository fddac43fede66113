package io.weir.sql.translate;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * A query that reads one stream, with all names resolved ({@link Scope}), functions of the program put in their places, named windows
 * replaced by what they stand for, and every way to write a step of time made a STEP or FLOOR.
 *
 * @param name of the stream that it makes or fills
 * @param where null = all rows
 * @param groupBy null = no grouping
 * @param having null = all groups
 * @param position where the query begins in the user's code
 */
public record Block(
        String name,
        Scope scope,
        List<Item> items,
        SqlNode where,
        List<SqlNode> groupBy,
        SqlNode having,
        boolean distinct,
        SqlParserPos position) {

    public Block {
        items = List.copyOf(items);
        groupBy = groupBy == null ? null : List.copyOf(groupBy);
    }

    /** All expressions after the grouping. */
    public List<SqlNode> outputs() {
        List<SqlNode> all = new ArrayList<>();
        items.forEach(item -> all.add(item.expression()));
        if (having != null) {
            all.add(having);
        }
        return all;
    }

    /** The selected expressions that are columns of the result: all but one {@code AS ROWTIME}, which is its time. */
    public List<Item> columns() {
        return items.stream().filter(item -> !item.name().equals(Scope.ROWTIME)).toList();
    }

    public Block withoutWhere() {
        return new Block(name, scope, items, null, groupBy, having, distinct, position);
    }

    public Block withScope(Scope other) {
        return new Block(name, other, items, where, groupBy, having, distinct, position);
    }

    public Block withItems(List<Item> others) {
        return new Block(name, scope, others, where, groupBy, having, distinct, position);
    }
}
