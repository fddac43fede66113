package io.weir.sql.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.junit.jupiter.api.Test;

class StaggerOperatorTest {
    private static final RowType TYPE = RowType.of(new VarCharType(4), new IntType());

    private static Run windows(long length) throws Exception {
        return Run.of(() -> new StaggerRowsOperator(TYPE, length), TYPE, TYPE, 0);
    }

    @Test
    void aWindowOpensWithItsFirstRowAndClosesAfterItsLength() throws Exception {
        try (Run run = windows(60)) {
            run.row(20, "AMZN", 1).mark(25).row(30, "AMZN", 2).row(79, "AMZN", 3);
            assertEquals(List.of("80: AMZN, 1", "80: AMZN, 2", "80: AMZN, 3"), run.output());
            run.mark(79).row(80, "AMZN", 4).mark(85).row(139, "AMZN", 5);
            assertEquals(List.of("140: AMZN, 4", "140: AMZN, 5"), run.output());
        }
    }

    @Test
    void whichRowIsTheFirstDoesNotDependOnTheOrderOfArrival() throws Exception {
        try (Run run = windows(60)) {
            run.row(30, "A", 1).row(95, "A", 2).row(20, "A", 3).row(82, "A", 4).mark(25);
            assertEquals(List.of("80: A, 1", "80: A, 3"), run.output());
            run.row(79, "A", 5).mark(80).row(81, "A", 6).row(90, "A", 7).end();
            assertEquals(
                    List.of("141: A, 2", "141: A, 4", "141: A, 6", "141: A, 7", "80: A, 5"), run.output().stream().sorted().toList());
        }
    }

    @Test
    void aLeapOfTimeOpensAndClosesWindowsInTheirOrder() throws Exception {
        try (Run run = windows(60)) {
            run.row(0, "A", 1).row(70, "A", 2).row(129, "A", 3).row(130, "A", 4).end();
            assertEquals(List.of("60: A, 1", "130: A, 2", "130: A, 3", "190: A, 4"), run.output());
        }
    }

    @Test
    void eachKeyHasWindowsOfItsOwnAndNullIsAKey() throws Exception {
        try (Run run = windows(60)) {
            run.row(0, "A", 1).row(10, "B", 2).row(59, "A", 3).row(59, "B", 4).row(60, null, 5).row(60, "A", 6).row(61, null, 7).end();
            assertEquals(
                    List.of("120: A, 6", "120: null, 5", "120: null, 7", "60: A, 1", "60: A, 3", "70: B, 2", "70: B, 4"),
                    run.output().stream().sorted().toList());
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
    void aRestartedJobKnowsTheOpenWindowsAndTheRowsThatWait() throws Exception {
        try (Run run = Run.onDisk(() -> new StaggerRowsOperator(TYPE, 60), TYPE, TYPE, 0)) {
            run.row(0, "A", 1).restart().mark(10).restart().row(50, "A", 2).row(70, "A", 3).end();
            assertEquals(List.of("60: A, 1", "60: A, 2", "130: A, 3"), run.output());
        }
    }

    @Test
    void totalsOfAWindowComeAtItsEndAlsoAfterARestart() throws Exception {
        LogicalTypeRoot whole = LogicalTypeRoot.INTEGER;
        List<Total> asked = List.of(
                new Total(Total.Kind.COUNT, -1, null), new Total(Total.Kind.COUNT, 1, whole), new Total(Total.Kind.SUM, 1, whole),
                new Total(Total.Kind.LEAST, 1, whole), new Total(Total.Kind.MOST, 1, whole));
        RowType type = Totals.beside(TYPE, asked);
        try (Run run = Run.onDisk(() -> new StaggerTotalsOperator(TYPE, 60, new Totals(asked)), TYPE, type, 0)) {
            run.row(0, "A", 7).row(3, "B", null).mark(10).row(50, "A", 2).restart().row(55, "A", null).row(70, "A", 3).mark(59);
            assertEquals(List.of(), run.output());
            run.row(59, "B", null).mark(64).end();
            assertEquals(
                    List.of("130: A, 3, 1, 1, 3, 3, 3", "60: A, 7, 3, 2, 9, 2, 7", "63: B, null, 2, 0, null, null, null"),
                    run.output().stream().sorted().toList());
            assertEquals(0, run.kept());
        }
    }

    @Test
    void manyKeysBetweenTwoWatermarksKeepWhatTheirRowsAdd() throws Exception {
        List<Total> asked = List.of(new Total(Total.Kind.COUNT, -1, null), new Total(Total.Kind.SUM, 1, LogicalTypeRoot.INTEGER));
        int keys = 10_050;
        try (Run run = Run.of(() -> new StaggerTotalsOperator(TYPE, 60, new Totals(asked)), TYPE, Totals.beside(TYPE, asked), 0)) {
            for (int value = 1; value <= 3; value++) {
                for (int key = 0; key < keys; key++) {
                    run.row(value, Integer.toString(key, 36), value);
                }
                run.mark(value);
            }
            run.end();
            assertEquals(keys, run.output().stream().filter(row -> row.matches("61: \\w+, 1, 3, 6")).count());
        }
    }
}
