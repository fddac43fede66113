package io.weir.sql.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class RowsJoinOperatorTest {
    private static final RowType TYPE = RowType.of(new IntType());
    private static final JoinWindow NONE = new JoinWindow.Current();

    private static Run join(JoinWindow left, boolean keepLeft, JoinWindow right, boolean keepRight) throws Exception {
        return Run.join(new JoinSpec(TYPE, left, new int[] {0}, keepLeft, TYPE, right, new int[] {0}, keepRight, false));
    }

    @Test
    void aRowMeetsTheNewestRowsOfTheOtherStreamWhateverTheirKeys() throws Exception {
        try (Run run = join(new JoinWindow.Rows(2), false, NONE, false)) {
            run.left(0, 1).left(1, 2).right(1, 1).left(2, 3).right(3, 1).restart().right(4, 2).right(4, 3).mark(4);
            assertEquals(List.of("1: 1, 0, 1, 1", "4: 2, 1, 2, 4", "4: 3, 2, 3, 4"), run.output());
        }
    }

    @Test
    void aKeptRowThatFoundNothingComesWhenItIsPushedOutOfItsWindow() throws Exception {
        try (Run run = join(new JoinWindow.Rows(1), true, NONE, true)) {
            run.left(0, 1).right(5, 9).left(10, 2).right(12, 2).left(20, 3).end();
            assertEquals(
                    List.of("5: null, null, 9, 5", "10: 1, 0, null, null", "12: 2, 10, 2, 12"), run.output());
        }
    }

    @Test
    void rowsOfOneRowtimeMeetOnceWhicheverCameFirst() throws Exception {
        try (Run run = join(new JoinWindow.Rows(2), false, new JoinWindow.Rows(2), false)) {
            run.right(7, 1).left(7, 1).mark(7);
            assertEquals(List.of("7: 1, 7, 1, 7"), run.output());
        }
    }

    @Test
    void aRowOfOneSidesRowsMeetsAWindowOfTimeOnTheOther() throws Exception {
        try (Run run = join(new JoinWindow.Rows(1), true, new JoinWindow.Range(10), true)) {
            run.right(0, 1).right(5, 2).left(10, 1).left(16, 2).mark(100);
            assertEquals(List.of("10: 1, 10, 1, 0", "15: null, null, 2, 5"), run.output());
        }
    }
}
