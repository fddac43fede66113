package io.weir.sql.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GroupRankOperatorTest {
    private static final RowType TYPE = RowType.of(new VarCharType(4), new IntType());

    private static Stream<Arguments> orders() {
        return Stream.of(
                Arguments.of(false, GroupRank.Output.ASCENDING, 0, List.of("1: b, 9, 1", "1: a, 5, 2", "1: d, 5, 2", "1: c, 1, 4")),
                Arguments.of(true, GroupRank.Output.ASCENDING, 0, List.of("1: c, 1, 1", "1: a, 5, 2", "1: d, 5, 2", "1: b, 9, 4")),
                Arguments.of(false, GroupRank.Output.DESCENDING, 0, List.of("1: c, 1, 4", "1: a, 5, 2", "1: d, 5, 2", "1: b, 9, 1")),
                Arguments.of(false, GroupRank.Output.AS_RECEIVED, 0, List.of("1: a, 5, 2", "1: b, 9, 1", "1: c, 1, 4", "1: d, 5, 2")),
                Arguments.of(false, GroupRank.Output.ASCENDING, 2, List.of("1: b, 9, 1", "1: a, 5, 2")));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void ranksRowsOfOneRowtime(boolean ascending, GroupRank.Output output, int most, List<String> expected) throws Exception {
        RowType result = Operators.with(TYPE, "groupRank", new IntType());
        GroupRank settings = new GroupRank(1, ascending, output, most);
        try (Run run = Run.of(() -> new GroupRankOperator(TYPE, settings), TYPE, result)) {
            run.row(1, "a", 5).row(1, "b", 9).row(2, "e", 7).row(1, "c", 1).restart().row(1, "d", 5).mark(1);
            assertEquals(expected, run.output());
            assertEquals(List.of("2: e, 7, 1"), run.mark(2).output());
        }
    }

    @Test
    void refusesAnImpossibleLimit() {
        assertThrows(IllegalArgumentException.class, () -> new GroupRank(0, true, GroupRank.Output.ASCENDING, -1));
    }
}
