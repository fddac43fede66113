package io.weir.sql.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class ChangeOperatorTest {
    private static final RowType TYPE = RowType.of(new IntType(), new IntType());

    @Test
    void aGroupEndsWhenAnotherValueComes() throws Exception {
        try (Run run = Run.of(() -> new ChangeOperator(TYPE, 0), TYPE, TYPE)) {
            run.row(1, 100, 1).row(3, 100, 2).row(5, 200, 3).row(6, 200, 4).mark(4);
            assertEquals(List.of(), run.output());
            run.mark(6);
            assertEquals(List.of("5: 100, 1", "5: 100, 2"), run.output());
            run.restart().row(9, 300, 5).mark(9);
            assertEquals(List.of("9: 200, 3", "9: 200, 4"), run.output());
        }
    }
}
