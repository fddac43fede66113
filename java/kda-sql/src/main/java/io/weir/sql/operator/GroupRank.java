package io.weir.sql.operator;

import java.io.Serializable;

/**
 * Parameters of GROUP_RANK.
 *
 * @param column position of the column to rank by
 * @param rankAscending whether the lowest value has rank 1
 * @param outputMax rows of a group that are emitted at most, 0 for all
 */
public record GroupRank(int column, boolean rankAscending, Output output, int outputMax) implements Serializable {

    /** In which order the rows of a group go on. */
    public enum Output {
        ASCENDING,
        DESCENDING,
        AS_RECEIVED
    }

    public GroupRank {
        if (outputMax < 0) {
            throw new IllegalArgumentException("outputMax is 0 for no limit or a number of rows, not " + outputMax);
        }
    }
}
