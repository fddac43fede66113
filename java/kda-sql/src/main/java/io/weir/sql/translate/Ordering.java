package io.weir.sql.translate;

import io.weir.sql.stream.InAppStream;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Makes an ordered stream: ORDER BY. */
@FunctionalInterface
public interface Ordering {

    /**
     * One key, in the order they were written.
     *
     * @param expression resolved against the block that is ordered; a step or floor of its ROWTIME, or that itself, must be the first
     * @param column of the stream that holds its value
     * @param nullsFirst null = not said
     * @param within the interval of WITHIN, or null
     */
    record Key(SqlNode expression, int column, boolean descending, Boolean nullsFirst, SqlNode within) {}

    /**
     * @param stream its last columns are the keys' values; the ordered stream is without those that {@code columns} does not count
     * @param columns how many columns remain
     */
    InAppStream order(InAppStream stream, Block block, List<Key> keys, int columns, String name, SqlParserPos position, Assembly assembly);
}
