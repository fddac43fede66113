package io.weir.sql.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.junit.jupiter.api.Test;

class SortOperatorTest {
    private static final RowType TYPE = RowType.of(new VarCharType(4), new IntType());

    private static Run sort(TimeBucket bucket, SortKey... keys) throws Exception {
        return Run.of(() -> new SortOperator(TYPE, bucket, List.of(keys)), TYPE, TYPE);
    }

    @Test
    void sortsWithinEachPartOfTimeAndKeepsRowtimes() throws Exception {
        try (Run run = sort(TimeBucket.of(10), SortKey.descending(1), SortKey.ascending(0))) {
            run.row(3, "b", 1).row(5, "c", 2).row(5, "a", 2).row(9, "d", 1).row(12, "e", 9).mark(12);
            assertEquals(List.of("5: a, 2", "5: c, 2", "3: b, 1", "9: d, 1"), run.output());
            run.end();
            assertEquals(List.of("12: e, 9"), run.output());
        }
    }

    @Test
    void rowsThatWaitHoldTimeBack() throws Exception {
        try (Run run = sort(TimeBucket.of(10), SortKey.ascending(1))) {
            assertEquals(4, run.mark(4).passedOn());
            run.row(15, "a", 1).row(12, "b", 0);
            assertEquals(9, run.mark(14).passedOn());
            assertEquals(9, run.mark(18).passedOn());
            assertEquals(19, run.mark(19).passedOn());
            assertEquals(List.of("12: b, 0", "15: a, 1"), run.output());
        }
    }

    @Test
    void rowsOfOneRowtimeKeepTheOrderOfArrivalWhereTheyAreEqual() throws Exception {
        try (Run run = sort(TimeBucket.each(), SortKey.ascending(1))) {
            run.row(7, "z", 1).row(6, "y", 3).row(7, "x", 1).row(7, "w", 0).mark(7);
            assertEquals(List.of("6: y, 3", "7: w, 0", "7: z, 1", "7: x, 1"), run.output());
        }
    }

    @Test
    void nullIsTheLowestValueUnlessSaidOtherwise() throws Exception {
        try (Run ascending = sort(TimeBucket.of(10), SortKey.ascending(1));
                Run descending = sort(TimeBucket.of(10), SortKey.descending(1));
                Run last = sort(TimeBucket.of(10), new SortKey(1, true, false))) {
            assertEquals(
                    List.of("1: b, null", "0: a, 1"), ascending.row(0, "a", 1).row(1, "b", null).end().output());
            assertEquals(
                    List.of("0: a, 1", "1: b, null"), descending.row(0, "a", 1).row(1, "b", null).end().output());
            assertEquals(List.of("1: a, 1", "0: b, null"), last.row(0, "b", null).row(1, "a", 1).end().output());
        }
    }

    @Test
    void comparesDecimals() throws Exception {
        RowType decimals = RowType.of(new DecimalType(10, 2));
        try (Run run = Run.of(() -> new SortOperator(decimals, TimeBucket.of(10), List.of(SortKey.ascending(0))), decimals, decimals)) {
            run.row(0, Run.decimal("10.00")).row(1, Run.decimal("9.50")).row(2, Run.decimal("-1.00")).end();
            assertEquals(List.of("2: -1.00", "1: 9.50", "0: 10.00"), run.output());
        }
    }

    @Test
    void waitingRowsSurviveARestart() throws Exception {
        try (Run run = sort(TimeBucket.of(10), SortKey.ascending(1))) {
            run.row(3, "b", 2).restart().row(4, "a", 1).end();
            assertEquals(List.of("4: a, 1", "3: b, 2"), run.output());
        }
    }
}
