package io.weir.sql.operator;

import java.io.Serializable;

/**
 * One part of an order.
 *
 * @param column position in the row
 * @param nullsFirst where rows without a value go; NULL is the lowest value unless the query says otherwise
 */
public record SortKey(int column, boolean ascending, boolean nullsFirst) implements Serializable {

    public static SortKey ascending(int column) {
        return new SortKey(column, true, true);
    }

    public static SortKey descending(int column) {
        return new SortKey(column, false, false);
    }
}
