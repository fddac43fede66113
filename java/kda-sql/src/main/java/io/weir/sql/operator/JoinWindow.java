package io.weir.sql.operator;

import java.io.Serializable;

/** Which rows of one side of a join a row of the other side is joined with. */
public sealed interface JoinWindow extends Serializable {

    /** No OVER: only rows of the same ROWTIME. */
    record Current() implements JoinWindow {}

    /** OVER (RANGE INTERVAL ... PRECEDING): rows at most so many ms older. */
    record Range(long length) implements JoinWindow {}

    /** OVER (ROWS n PRECEDING): the newest so many rows of the stream, whatever their keys. */
    record Rows(int count) implements JoinWindow {
        public Rows {
            if (count < 1) {
                throw new IllegalArgumentException("a window of rows has at least one row, not " + count);
            }
        }
    }

    /** How long after its ROWTIME a row of this window can still be joined, ms. */
    default long length() {
        return this instanceof Range range ? range.length() : 0;
    }

    default boolean isOfRows() {
        return this instanceof Rows;
    }
}
