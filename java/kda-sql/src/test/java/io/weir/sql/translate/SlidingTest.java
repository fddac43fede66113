package io.weir.sql.translate;

import io.weir.sql.testing.SqlCase;
import org.junit.jupiter.api.Test;

/** Sliding windows: one result for each row, over what came shortly before it. */
class SlidingTest {

    private static SqlCase over(String columns, String select) {
        return SqlCase.of("CREATE OR REPLACE STREAM \"OUT\" (" + columns + "); CREATE OR REPLACE PUMP P AS INSERT INTO \"OUT\" " + select)
                .input(
                        "S",
                        "K VARCHAR(4), V INTEGER",
                        """
                        10:00:00 | a | 1
                        10:00:20 | b | 2
                        10:00:40 | a | 4
                        10:01:00 | a | 8
                        10:01:01 | a | 16
                        10:03:00 | b |
                        """);
    }

    @Test
    void aNamedWindowOfTime() {
        over(
                        "K VARCHAR(4), TOTAL INTEGER, LEAST INTEGER, N BIGINT",
                        """
                        SELECT STREAM K, SUM(V) OVER W, MIN(V) OVER W, COUNT(*) OVER W FROM S
                        WINDOW W AS (PARTITION BY K RANGE INTERVAL '1' MINUTE PRECEDING)
                        """)
                .gives(
                        "OUT",
                        """
                        10:00:00 | a | 1  | 1 | 1
                        10:00:20 | b | 2  | 2 | 1
                        10:00:40 | a | 5  | 1 | 2
                        10:01:00 | a | 13 | 1 | 3
                        10:01:01 | a | 28 | 4 | 3
                        10:03:00 | b |    |   | 1
                        """)
                .run();
    }

    @Test
    void severalWindowsInOneSelect() {
        over(
                        "K VARCHAR(4), SHORT INTEGER, MIDDLE INTEGER, ROWS2 INTEGER, PART DOUBLE",
                        """
                        SELECT STREAM K, SUM(V) OVER W0, SUM(V) OVER (W RANGE INTERVAL '30' SECOND PRECEDING), SUM(V) OVER R,
                            CAST(SUM(V) OVER W0 AS DOUBLE) / SUM(V) OVER R
                        FROM S
                        WHERE V IS NOT NULL
                        WINDOW W AS (PARTITION BY K), W0 AS (W RANGE INTERVAL '0' SECOND PRECEDING), R AS (W ROWS 1 PRECEDING)
                        """)
                .gives(
                        "OUT",
                        """
                        10:00:00 | a | 1  | 1  | 1  | 1.0
                        10:00:20 | b | 2  | 2  | 2  | 1.0
                        10:00:40 | a | 4  | 4  | 5  | 0.8
                        10:01:00 | a | 8  | 12 | 12 | 0.6666666666666666
                        10:01:01 | a | 16 | 28 | 24 | 0.6666666666666666
                        """)
                .run();
    }

    @Test
    void theWholeStreamIsOnePartition() {
        over("K VARCHAR(4), N INTEGER", "SELECT STREAM K, COUNT(*) OVER (ROWS 2 PRECEDING) FROM S")
                .gives(
                        "OUT",
                        """
                        10:00:00 | a | 1
                        10:00:20 | b | 2
                        10:00:40 | a | 3
                        10:01:00 | a | 3
                        10:01:01 | a | 3
                        10:03:00 | b | 3
                        """)
                .run();
    }

    @Test
    void intervalsOfManyDigits() {
        over("K VARCHAR(4), N INTEGER", "SELECT STREAM K, COUNT(V) OVER (PARTITION BY K RANGE INTERVAL '120' SECOND(3) PRECEDING) FROM S")
                .gives(
                        "OUT",
                        """
                        10:00:00 | a | 1
                        10:00:20 | b | 1
                        10:00:40 | a | 2
                        10:01:00 | a | 3
                        10:01:01 | a | 4
                        10:03:00 | b | 0
                        """)
                .run();
    }

    @Test
    void theEndsOfAWindow() {
        SqlCase.of(
                        """
                        CREATE STREAM "OUT" (A INTEGER, B INTEGER, C INTEGER, D INTEGER);
                        CREATE PUMP P AS INSERT INTO "OUT"
                            SELECT STREAM FIRST_VALUE(V) OVER W, LAST_VALUE(V) RESPECT NULLS OVER W, FIRST_VALUE(V) IGNORE NULLS OVER W,
                                LAST_VALUE(V) IGNORE NULLS OVER W
                            FROM S WINDOW W AS (ROWS 1 PRECEDING);
                        """)
                .input(
                        "S",
                        "V INTEGER",
                        """
                        10:00:00 | 1
                        10:00:01 | 2
                        10:00:02 |
                        10:00:03 | 2
                        10:00:04 | 2
                        10:00:05 |
                        """)
                .gives(
                        "OUT",
                        """
                        10:00:00 | 1 | 1 | 1 | 1
                        10:00:01 | 1 | 2 | 1 | 2
                        10:00:02 | 2 |   | 2 | 2
                        10:00:03 |   | 2 | 2 | 2
                        10:00:04 | 2 | 2 | 2 | 2
                        10:00:05 | 2 |   | 2 | 2
                        """)
                .run();
    }

    @Test
    void unboundedWindows() {
        over("K VARCHAR(4), ALL_OF INTEGER, SOME_OF INTEGER", "SELECT STREAM K, SUM(V) OVER (PARTITION BY K ROWS UNBOUNDED PRECEDING), "
                        + "SUM(V) OVER (PARTITION BY K) FROM S WHERE K = 'a'")
                .gives(
                        "OUT",
                        """
                        10:00:00 | a | 1  | 1
                        10:00:40 | a | 5  | 5
                        10:01:00 | a | 13 | 13
                        10:01:01 | a | 29 | 29
                        """)
                .run();
    }

    @Test
    void lagLooksBackByRows() {
        over(
                        "K VARCHAR(4), V INTEGER, BEFORE INTEGER, TWO_BEFORE INTEGER",
                        """
                        SELECT STREAM K, V, LAG(V) OVER W, LAG(V, 2, -1) OVER W FROM S
                        WINDOW W AS (PARTITION BY K RANGE INTERVAL '1' HOUR PRECEDING)
                        """)
                .gives(
                        "OUT",
                        """
                        10:00:00 | a | 1  |    | -1
                        10:00:20 | b | 2  |    | -1
                        10:00:40 | a | 4  | 1  | -1
                        10:01:00 | a | 8  | 4  | 1
                        10:01:01 | a | 16 | 8  | 4
                        10:03:00 | b |    | 2  | -1
                        """)
                .run();
    }
}
