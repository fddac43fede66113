package io.weir.sql.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatchOperatorTest {
    /** What the row is, and the identity of the kept side's row. */
    private static final RowType TYPE = RowType.of(new IntType(), new BigIntType());

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEndStandsForARowThatNoPairPassedFor(boolean emitsPairs) throws Exception {
        try (Run run = Run.of(() -> new MatchOperator(0, emitsPairs), TYPE, TYPE, 1)) {
            run.row(1, 0, 7L).row(2, 1, 8L).restart().row(3, 0, 7L).row(4, 1, 7L);
            assertEquals(emitsPairs ? List.of("1: 0, 7", "2: 1, 8", "3: 0, 7") : List.of("2: 1, 8"), run.output());
            assertEquals(0, run.kept());
        }
    }
}
