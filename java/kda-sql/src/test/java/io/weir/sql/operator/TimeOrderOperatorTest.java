package io.weir.sql.operator;

import static io.weir.sql.operator.Run.at;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class TimeOrderOperatorTest {
    private static final RowType TYPE = RowType.of(new TimestampType(3), new IntType());
    private static final OutputTag<RowData> LATE = new OutputTag<>("late", InternalTypeInfo.of(TYPE));

    private static Run order(long slack) throws Exception {
        return Run.of(() -> new TimeOrderOperator(TYPE, 0, slack, LATE), TYPE, TYPE);
    }

    @Test
    void putsRowsInTheOrderOfTheTimestampWhichBecomesTheirRowtime() throws Exception {
        try (Run run = order(10)) {
            run.row(1000, at(20), 1).row(1001, at(12), 2).row(1002, at(15), 3).mark(5000);
            assertEquals(List.of(), run.output());
            run.row(1003, at(26), 4);
            assertEquals(List.of("12: 12, 2", "15: 15, 3"), run.output());
            assertEquals(15, run.passedOn());
            run.end();
            assertEquals(List.of("20: 20, 1", "26: 26, 4"), run.output());
        }
    }

    @Test
    void rowsWithoutTimestampAreDiscardedAndThoseTooFarBehindAreSetAside() throws Exception {
        try (Run run = order(10)) {
            run.row(1, at(20), 1).row(2, null, 2).row(3, at(10), 3).row(4, at(9), 4).end();
            assertEquals(List.of("10: 10, 3", "20: 20, 1"), run.output());
            assertEquals(1, run.aside(LATE));
        }
    }

    @Test
    void whatWaitsAndTheTimeSurviveARestart() throws Exception {
        try (Run run = order(10)) {
            run.row(1, at(20), 1).row(1, at(30), 2).restart().row(2, at(19), 3).row(3, at(25), 4).end();
            assertEquals(List.of("20: 20, 1", "25: 25, 4", "30: 30, 2"), run.output());
        }
    }
}
