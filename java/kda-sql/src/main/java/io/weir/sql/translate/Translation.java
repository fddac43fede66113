package io.weir.sql.translate;

import io.weir.sql.stream.InAppStream;
import java.util.List;
import java.util.Map;

/**
 * A program put together as a Flink job.
 *
 * @param streams all in-application streams that exist, by exact name: the inputs and those that the program creates
 * @param blocks one for each query that Flink or an operator of ours runs, in order, for {@code explain}
 */
public record Translation(Map<String, InAppStream> streams, List<Block> blocks) {

    /**
     * @param stream what it fills, exact name
     * @param line where in the user's code it begins, from 1
     * @param flinkSql the equivalent Flink SQL; for an operator of ours a comment that names it, with the SQL around it
     */
    public record Block(String stream, int line, String flinkSql) {}
}
