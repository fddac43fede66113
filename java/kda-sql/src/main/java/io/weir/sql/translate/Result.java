package io.weir.sql.translate;

import io.weir.sql.stream.InAppStream;

/** What a query block has become. */
public sealed interface Result {

    /**
     * A query for Flink that selects the block's columns in order, and as the last one a time attribute named ROWTIME.
     *
     * @param shift how many ms later than that attribute the rows are in KDA's eyes: 1 for a window, whose time attribute is the last moment
     *     in it, while ROWTIME is its end
     */
    record Query(FlinkSql sql, long shift) implements Result {}

    /** A stream that is there already. */
    record Rows(InAppStream stream) implements Result {}
}
