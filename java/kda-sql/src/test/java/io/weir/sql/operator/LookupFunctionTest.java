package io.weir.sql.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.sql.reference.ReferenceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.operators.StreamFlatMap;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.SmallIntType;
import org.apache.flink.table.types.logical.VarCharType;
import org.junit.jupiter.api.Test;

class LookupFunctionTest {
    private static final AtomicInteger LOADS = new AtomicInteger();
    private static final RowType STREAM = RowType.of(new SmallIntType(), new VarCharType(9));
    private static final RowType TABLE = RowType.of(new BigIntType(), new VarCharType(9));
    private static final ReferenceTable COMPANIES = new ReferenceTable("Companies", TABLE, LookupFunctionTest::load);

    private static void load(Consumer<RowData> rows) {
        LOADS.incrementAndGet();
        List.of(Run.data(1L, "one"), Run.data(2L, "two"), Run.data(2L, "zwei"), Run.data(null, "none")).forEach(rows);
    }

    private static Run lookup(boolean keepStream, boolean judgedLater) throws Exception {
        LookupFunction lookup = new LookupFunction(COMPANIES, new RowKey(STREAM, 0), new int[] {0}, keepStream, judgedLater);
        return Run.of(() -> new StreamFlatMap<>(lookup), STREAM, Operators.lookupType(STREAM, TABLE, judgedLater));
    }

    private static void feed(Run run) throws Exception {
        run.row(5, (short) 2, "b").row(6, (short) 3, "c").row(7, null, "n").row(8, (short) 1, "a");
    }

    @Test
    void anInnerJoinGivesARowForEachMatchAtItsOwnRowtime() throws Exception {
        try (Run run = lookup(false, false)) {
            feed(run);
            assertEquals(List.of("5: 2, b, 2, two", "5: 2, b, 2, zwei", "8: 1, a, 1, one"), run.output());
        }
    }

    @Test
    void aLeftJoinKeepsRowsThatFindNothing() throws Exception {
        try (Run run = lookup(true, false)) {
            feed(run);
            assertEquals(
                    List.of(
                            "5: 2, b, 2, two",
                            "5: 2, b, 2, zwei",
                            "6: 3, c, null, null",
                            "7: null, n, null, null",
                            "8: 1, a, 1, one"),
                    run.output());
        }
    }

    @Test
    void pairsThatAreJudgedLaterAreFollowedByTheirEnd() throws Exception {
        try (Run run = lookup(true, true)) {
            feed(run);
            assertEquals(
                    List.of(
                            "5: 2, b, 2, two, 0",
                            "5: 2, b, 2, zwei, 0",
                            "5: 2, b, null, null, 1",
                            "6: 3, c, null, null, 1",
                            "7: null, n, null, null, 1",
                            "8: 1, a, 1, one, 0",
                            "8: 1, a, null, null, 1"),
                    run.output());
        }
    }

    @Test
    void withoutPairsThatPassedTheEndStandsForTheRow() throws Exception {
        RowType type = RowType.of(new IntType(), new IntType());
        try (Run run = Run.of(() -> new StreamFlatMap<>(new LookupMatchFunction(1)), type, type)) {
            run.row(1, 7, 0).row(1, 7, 0).row(1, 7, 1).row(2, 8, 1).row(3, 9, 1).row(4, 9, 0).row(4, 9, 1);
            assertEquals(List.of("1: 7, 0", "1: 7, 0", "2: 8, 1", "3: 9, 1", "4: 9, 0"), run.output());
        }
    }

    @Test
    void subtasksOfOneProcessShareTheTableAndTheLastDropsIt() throws Exception {
        LOADS.set(0);
        List<LoadedTable> open = new ArrayList<>();
        JobID job = new JobID();
        open.add(LoadedTable.open(job, COMPANIES, new int[] {0}));
        open.add(LoadedTable.open(job, COMPANIES, new int[] {0}));
        assertEquals(1, LOADS.get());
        open.add(LoadedTable.open(job, COMPANIES, new int[] {1}));
        assertEquals(2, LOADS.get());
        open.forEach(LoadedTable::close);
        LoadedTable.open(job, COMPANIES, new int[] {0}).close();
        assertEquals(3, LOADS.get());
    }
}
