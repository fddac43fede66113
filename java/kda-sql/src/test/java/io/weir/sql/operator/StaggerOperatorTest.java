package io.weir.sql.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.junit.jupiter.api.Test;

class StaggerOperatorTest {
    private static final RowType TYPE = RowType.of(new VarCharType(4), new IntType());

    private static Run windows(long length) throws Exception {
        return Run.of(() -> new StaggerOperator(length), TYPE, TYPE, 0);
    }

    @Test
    void aWindowOpensWithItsFirstRowAndClosesAfterItsLength() throws Exception {
        try (Run run = windows(60)) {
            run.row(20, "AMZN", 1).row(30, "AMZN", 2).row(79, "AMZN", 3).row(80, "AMZN", 4).row(139, "AMZN", 5);
            assertEquals(
                    List.of("80: AMZN, 1", "80: AMZN, 2", "80: AMZN, 3", "140: AMZN, 4", "140: AMZN, 5"), run.output());
        }
    }

    @Test
    void eachKeyHasWindowsOfItsOwnAndNullIsAKey() throws Exception {
        try (Run run = windows(60)) {
            run.row(0, "A", 1).row(10, "B", 2).row(59, "A", 3).row(59, "B", 4).row(60, null, 5).row(60, "A", 6).row(61, null, 7);
            assertEquals(
                    List.of("60: A, 1", "70: B, 2", "60: A, 3", "70: B, 4", "120: null, 5", "120: A, 6", "120: null, 7"), run.output());
        }
    }

    @Test
    void nothingIsKeptForAKeyWhoseWindowHasClosed() throws Exception {
        try (Run run = windows(60)) {
            run.row(0, "A", 1).row(5, "B", 1).mark(59);
            assertEquals(2, run.kept());
            run.mark(60);
            assertEquals(1, run.kept());
            run.row(64, "A", 2).mark(65);
            assertEquals(1, run.kept());
            run.end();
            assertEquals(0, run.kept());
        }
    }

    @Test
    void aRestartedJobKnowsTheOpenWindows() throws Exception {
        try (Run run = windows(60)) {
            run.row(0, "A", 1).restart().row(50, "A", 2).row(70, "A", 3);
            assertEquals(List.of("60: A, 1", "60: A, 2", "130: A, 3"), run.output());
        }
    }
}
