package io.weir.sql.operator;

import java.io.Serializable;
import org.apache.flink.table.types.logical.RowType;

/**
 * A join of two streams.
 *
 * @param leftKeys columns that must equal {@code rightKeys}, place by place; pairs have the same type. A NULL equals nothing.
 * @param keepLeft whether left rows without a match are kept (LEFT and FULL)
 * @param keepRight whether right rows without a match are kept (RIGHT and FULL)
 * @param judgedLater whether pairs are to pass a condition that only SQL can evaluate before they count as matches; see {@link JoinedRow}
 */
public record JoinSpec(
        RowType left,
        JoinWindow leftWindow,
        int[] leftKeys,
        boolean keepLeft,
        RowType right,
        JoinWindow rightWindow,
        int[] rightKeys,
        boolean keepRight,
        boolean judgedLater)
        implements Serializable {

    boolean isOfRows() {
        return leftWindow.isOfRows() || rightWindow.isOfRows();
    }
}
