package io.weir.sql.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.sql.program.CodeError;
import io.weir.sql.testing.SqlCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ORDER BY, whose first expression is a time. */
class OrderByTest {
    private static final String ROWS =
            """
            10:00:00.100 | a | 1
            10:00:00.200 | b | 3
            10:00:00.900 | c |
            10:00:01.100 | d | 2
            10:00:01.100 | e | 5
            10:00:01.300 | f | 2
            """;

    private static SqlCase order(String select) {
        return SqlCase.of("CREATE STREAM \"OUT\" (K VARCHAR(4), V INTEGER);\nCREATE PUMP P AS INSERT INTO \"OUT\"\n" + select + ";")
                .input("S_001", "K VARCHAR(4), V INTEGER", ROWS)
                .inOrder();
    }

    @Test
    void withinParts() {
        order("SELECT STREAM K, V FROM S_001 ORDER BY FLOOR(S_001.ROWTIME TO SECOND), V DESC")
                .gives(
                        "OUT",
                        """
                        10:00:00.200 | b | 3
                        10:00:00.100 | a | 1
                        10:00:00.900 | c |
                        10:00:01.100 | e | 5
                        10:00:01.100 | d | 2
                        10:00:01.300 | f | 2
                        """)
                .parallelism(2)
                .run();
    }

    @Test
    void byRowtimeAndAColumnThatIsNotSelected() {
        order("SELECT STREAM K, 0 FROM S_001 WHERE V > 1 ORDER BY ROWTIME, V DESC, K")
                .gives(
                        "OUT",
                        """
                        10:00:00.200 | b | 0
                        10:00:01.100 | e | 0
                        10:00:01.100 | d | 0
                        10:00:01.300 | f | 0
                        """)
                .run();
    }

    @Test
    void theResultsOfAGrouping() {
        order(
                        """
                        SELECT STREAM MAX(K), SUM(V) FROM S_001
                        GROUP BY FLOOR(S_001.ROWTIME TO SECOND), MOD(CHAR_LENGTH(K) + V, 2)
                        ORDER BY FLOOR(S_001.ROWTIME TO SECOND), 2 DESC""")
                .gives(
                        "OUT",
                        """
                        10:00:01 | b | 4
                        10:00:01 | c |
                        10:00:02 | e | 5
                        10:00:02 | f | 4
                        """)
                .run();
    }

    @Test
    void byATimestampOfTheDataWithinAnInterval() {
        SqlCase.of(
                        """
                        CREATE STREAM "OUT" (K VARCHAR(4));
                        CREATE PUMP P AS INSERT INTO "OUT"
                            SELECT STREAM EVENT_TIME AS ROWTIME, K FROM S_001 ORDER BY EVENT_TIME WITHIN INTERVAL '10' SECOND;
                        CREATE STREAM COUNTS (N BIGINT);
                        CREATE PUMP Q AS INSERT INTO COUNTS SELECT STREAM COUNT(*) FROM "OUT" GROUP BY FLOOR("OUT".ROWTIME TO MINUTE);
                        """)
                .input(
                        "S_001",
                        "EVENT_TIME TIMESTAMP, K VARCHAR(4)",
                        """
                        12:00:00 | 10:00:20 | a
                        12:00:01 | 10:00:15 | b
                        12:00:02 |          | c
                        12:00:03 | 10:01:00 | d
                        12:00:04 | 10:00:55 | e
                        12:00:05 | 10:00:30 | f
                        """)
                .inOrder()
                .gives("OUT", "10:00:15 | b\n10:00:20 | a\n10:00:55 | e\n10:01:00 | d")
                .gives("COUNTS", "10:01:00 | 3\n10:02:00 | 1")
                .fails("12:00:05 | Late row | The row is further behind than the interval of ORDER BY ... WITHIN")
                .run();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SELECT STREAM K, V FROM S_001 ORDER BY V DESC, ROWTIME; 3; 31; Streaming ORDER BY must start with monotonic expression",
                "SELECT STREAM K, V FROM S_001 ORDER BY V WITHIN INTERVAL '1' SECOND; 3; 31; needs a TIMESTAMP",
            })
    void refusesWhatHasNoEnd(String select, int line, int column, String why) {
        CodeError refused = assertThrows(CodeError.class, () -> order(select).run());
        assertEquals(line + ":" + column, refused.line() + ":" + refused.column());
        assertEquals(true, refused.getMessage().contains(why), refused.getMessage());
    }
}
