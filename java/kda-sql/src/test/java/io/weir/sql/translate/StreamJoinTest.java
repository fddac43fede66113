package io.weir.sql.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.sql.program.CodeError;
import io.weir.sql.testing.SqlCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Joins of streams. */
class StreamJoinTest {
    private static final String ORDERS =
            """
            10:00:00 | 101
            10:00:20 | 102
            10:00:30 | 103
            10:00:40 | 104
            10:00:45 | 100
            """;
    private static final String SHIPMENTS =
            """
            10:00:00 | 100
            10:00:45 | 104
            10:00:50 | 105
            """;

    private static String pump(String stream, String id, String from) {
        return """
                CREATE OR REPLACE STREAM %1$s ("at" TIMESTAMP, "orderid" INT, "shipped" TIMESTAMP, "ordered" TIMESTAMP);
                CREATE OR REPLACE PUMP %1$s_PUMP AS INSERT INTO %1$s
                SELECT STREAM ROWTIME AS "at", %2$s."orderid", s.ROWTIME AS "shipped", o.ROWTIME AS "ordered"
                FROM %3$s ON o."orderid" = s."orderid";
                """
                .formatted(stream, id, from);
    }

    /**
     * The six examples of the JOIN page of AWS's SQL reference, with its rows and its tables. (Tables 5 and 6 there show order 104 once more as
     * unmatched although it matched, which is taken for a slip.)
     */
    @Test
    void theExamplesOfTheReference() {
        String windowed = "ORDERS OVER (RANGE INTERVAL '1' MINUTE PRECEDING) AS o";
        String shipments = "SHIPMENTS OVER (RANGE INTERVAL '1' MINUTE PRECEDING) AS s";
        SqlCase.of(
                        pump("E1", "s", windowed + " JOIN SHIPMENTS AS s")
                                + pump("E2", "s", windowed + " JOIN " + shipments)
                                + pump("E3", "s", windowed + " RIGHT JOIN SHIPMENTS AS s")
                                + pump("E4", "s", windowed + " RIGHT JOIN " + shipments)
                                + pump("E5", "o", windowed + " LEFT JOIN SHIPMENTS AS s")
                                + pump("E6", "o", windowed + " LEFT JOIN " + shipments)
                                + pump("FULL_", "o", windowed + " FULL OUTER JOIN SHIPMENTS AS s"))
                .input("ORDERS", "orderid INT", ORDERS)
                .input("SHIPMENTS", "orderid INT", SHIPMENTS)
                .gives("E1", "10:00:45 | 10:00:45 | 104 | 10:00:45 | 10:00:40")
                .gives(
                        "E2",
                        """
                        10:00:45 | 10:00:45 | 104 | 10:00:45 | 10:00:40
                        10:00:45 | 10:00:45 | 100 | 10:00:00 | 10:00:45
                        """)
                .gives(
                        "E3",
                        """
                        10:00:00 | 10:00:00 | 100 | 10:00:00 |
                        10:00:45 | 10:00:45 | 104 | 10:00:45 | 10:00:40
                        10:00:50 | 10:00:50 | 105 | 10:00:50 |
                        """)
                .gives(
                        "E4",
                        """
                        10:00:45 | 10:00:45 | 104 | 10:00:45 | 10:00:40
                        10:00:45 | 10:00:45 | 100 | 10:00:00 | 10:00:45
                        10:01:50 | 10:01:50 | 105 | 10:00:50 |
                        """)
                .gives(
                        "E5",
                        """
                        10:00:45 | 10:00:45 | 104 | 10:00:45 | 10:00:40
                        10:01:00 | 10:01:00 | 101 |          | 10:00:00
                        10:01:20 | 10:01:20 | 102 |          | 10:00:20
                        10:01:30 | 10:01:30 | 103 |          | 10:00:30
                        10:01:45 | 10:01:45 | 100 |          | 10:00:45
                        """)
                .gives(
                        "E6",
                        """
                        10:00:45 | 10:00:45 | 104 | 10:00:45 | 10:00:40
                        10:00:45 | 10:00:45 | 100 | 10:00:00 | 10:00:45
                        10:01:00 | 10:01:00 | 101 |          | 10:00:00
                        10:01:20 | 10:01:20 | 102 |          | 10:00:20
                        10:01:30 | 10:01:30 | 103 |          | 10:00:30
                        """)
                .gives(
                        "FULL_",
                        """
                        10:00:00 | 10:00:00 |     | 10:00:00 |
                        10:00:45 | 10:00:45 | 104 | 10:00:45 | 10:00:40
                        10:00:50 | 10:00:50 |     | 10:00:50 |
                        10:01:00 | 10:01:00 | 101 |          | 10:00:00
                        10:01:20 | 10:01:20 | 102 |          | 10:00:20
                        10:01:30 | 10:01:30 | 103 |          | 10:00:30
                        10:01:45 | 10:01:45 | 100 |          | 10:00:45
                        """)
                .run();
    }

    /** Without windows rows of the same ROWTIME meet: branches of one stream come together again so. */
    @Test
    void branchesOfOneStreamMeetAtTheSameRowtime() {
        SqlCase.of(
                        """
                        CREATE STREAM LOW (K VARCHAR(4), N INTEGER);
                        CREATE PUMP P1 AS INSERT INTO LOW SELECT STREAM K, MIN(V) FROM S_001 GROUP BY K, FLOOR(S_001.ROWTIME TO MINUTE);
                        CREATE STREAM HIGH (K VARCHAR(4), N INTEGER);
                        CREATE PUMP P2 AS INSERT INTO HIGH SELECT STREAM K, MAX(V) FROM S_001 GROUP BY K, FLOOR(S_001.ROWTIME TO MINUTE);
                        CREATE STREAM BOTH_ (K VARCHAR(4), L INTEGER, H INTEGER);
                        CREATE PUMP P3 AS INSERT INTO BOTH_
                            SELECT STREAM l.K, l.N, h.N FROM LOW AS l JOIN HIGH AS h ON l.ROWTIME = h.ROWTIME AND l.K = h.K;
                        CREATE STREAM COMMA (K VARCHAR(4), L INTEGER, H INTEGER);
                        CREATE PUMP P4 AS INSERT INTO COMMA
                            SELECT STREAM LOW.K, LOW.N, HIGH.N FROM LOW, HIGH WHERE LOW.K = HIGH.K AND LOW.N < HIGH.N;
                        """)
                .input(
                        "S_001",
                        "K VARCHAR(4), V INTEGER",
                        """
                        10:00:01 | a | 5
                        10:00:02 | b | 7
                        10:00:03 | a | 9
                        10:01:04 | a | 1
                        """)
                .gives(
                        "BOTH_",
                        """
                        10:01:00 | a | 5 | 9
                        10:01:00 | b | 7 | 7
                        10:02:00 | a | 1 | 1
                        """)
                .gives("COMMA", "10:01:00 | a | 5 | 9")
                .run();
    }

    /** Conditions that are more than equal columns, and what they mean for rows that an outer join keeps. */
    @Test
    void conditionsOfAllKinds() {
        String ids =
                """
                CREATE OR REPLACE STREAM %1$s (L INTEGER, R INTEGER);
                CREATE OR REPLACE PUMP %1$s_PUMP AS INSERT INTO %1$s SELECT STREAM a.N, b.N
                FROM A OVER (RANGE INTERVAL '10' SECOND PRECEDING) AS a %2$s JOIN B OVER (RANGE INTERVAL '5' SECOND PRECEDING) AS b ON %3$s;
                """;
        SqlCase.of(
                        ids.formatted("CALCULATED", "INNER", "UPPER(a.K) = b.K")
                                + ids.formatted("UNEQUAL", "INNER", "a.N < b.N")
                                + ids.formatted("RESIDUAL", "LEFT", "UPPER(a.K) = b.K AND b.N > 11")
                                + ids.formatted("EACH_SIDE", "FULL", "UPPER(a.K) = b.K AND b.N > 11"))
                .input(
                        "A",
                        "K VARCHAR(4), N INTEGER",
                        """
                        10:00:00 | x | 1
                        10:00:02 | y | 2
                        10:00:09 |   | 3
                        """)
                .input(
                        "B",
                        "K VARCHAR(4), N INTEGER",
                        """
                        10:00:03 | X | 11
                        10:00:10 | X | 12
                        10:00:11 | Y | 2
                        10:00:13 | Y | 14
                        """)
                .gives("CALCULATED", "10:00:03 | 1 | 11\n10:00:10 | 1 | 12\n10:00:11 | 2 | 2")
                .gives(
                        "UNEQUAL",
                        """
                        10:00:03 | 1 | 11
                        10:00:03 | 2 | 11
                        10:00:10 | 1 | 12
                        10:00:10 | 2 | 12
                        10:00:10 | 3 | 12
                        10:00:13 | 3 | 14
                        """)
                .gives("RESIDUAL", "10:00:10 | 1 | 12\n10:00:12 | 2 |\n10:00:19 | 3 |")
                .gives(
                        "EACH_SIDE",
                        """
                        10:00:08 |   | 11
                        10:00:10 | 1 | 12
                        10:00:12 | 2 |
                        10:00:16 |   | 2
                        10:00:18 |   | 14
                        10:00:19 | 3 |
                        """)
                .run();
    }

    /** Windows that count rows, several streams in one join, named windows, and star. */
    @Test
    void rowsWindowsAndMoreThanTwoStreams() {
        SqlCase.of(
                        """
                        CREATE STREAM ROWS_ (L INTEGER, R INTEGER);
                        CREATE PUMP P1 AS INSERT INTO ROWS_
                            SELECT STREAM a.N, b.N FROM A OVER (ROWS 2 PRECEDING) AS a JOIN B AS b ON a.K = b.K;
                        CREATE STREAM LEFT_ROWS (L INTEGER, R INTEGER);
                        CREATE PUMP P2 AS INSERT INTO LEFT_ROWS
                            SELECT STREAM a.N, b.N FROM A OVER W AS a LEFT JOIN B AS b ON a.K = b.K WINDOW W AS (ROWS 2 PRECEDING);
                        CREATE STREAM THREE (K VARCHAR(4), A INTEGER, B INTEGER, C INTEGER, T TIMESTAMP);
                        CREATE PUMP P3 AS INSERT INTO THREE
                            SELECT STREAM a.K, a.N, b.N, c.N, b.ROWTIME
                            FROM A OVER (RANGE INTERVAL '9' SECOND PRECEDING) AS a
                            JOIN B AS b ON a.K = b.K
                            JOIN C OVER (RANGE INTERVAL '9' SECOND PRECEDING) AS c ON c.K = b.K AND c.N > a.N;
                        CREATE STREAM STAR (K VARCHAR(4), N INTEGER, K2 VARCHAR(4), N2 INTEGER);
                        CREATE PUMP P4 AS INSERT INTO STAR
                            SELECT STREAM * FROM A OVER (RANGE INTERVAL '2' SECOND PRECEDING) AS a JOIN B AS b ON a.K = b.K;
                        """)
                .input(
                        "A",
                        "K VARCHAR(4), N INTEGER",
                        """
                        10:00:00 | x | 1
                        10:00:01 | y | 2
                        10:00:02 | y | 3
                        """)
                .input(
                        "B",
                        "K VARCHAR(4), N INTEGER",
                        """
                        10:00:01 | x | 11
                        10:00:03 | x | 12
                        10:00:04 | y | 13
                        """)
                .input("C", "K VARCHAR(4), N INTEGER", "10:00:00 | y | 3\n10:00:02 | x | 1\n10:00:09 | y | 30")
                .gives("ROWS_", "10:00:01 | 1 | 11\n10:00:04 | 2 | 13\n10:00:04 | 3 | 13")
                .gives("LEFT_ROWS", "10:00:01 | 1 | 11\n10:00:04 | 2 | 13\n10:00:04 | 3 | 13")
                .gives("THREE", "10:00:04 | y | 2 | 13 | 3 | 10:00:04")
                .gives("STAR", "10:00:01 | x | 1 | x | 11\n10:00:04 | y | 3 | y | 13")
                .run();
    }

    /** The result keeps the later ROWTIME, so that windows behind a join hold what they should. */
    @Test
    void aWindowBehindAJoin() {
        SqlCase.of(
                        """
                        CREATE STREAM "OUT" (N BIGINT);
                        CREATE PUMP P AS INSERT INTO "OUT"
                            SELECT STREAM COUNT(*) FROM A OVER (RANGE INTERVAL '30' SECOND PRECEDING) AS a JOIN B AS b ON a.K = b.K
                            GROUP BY FLOOR(a.ROWTIME TO HOUR), STEP(ROWTIME BY INTERVAL '10' SECOND);
                        """)
                .input("A", "K VARCHAR(4)", "09:59:59 | x\n10:00:01 | x\n10:00:25 | x")
                .input("B", "K VARCHAR(4)", "10:00:05 | x\n10:00:12 | x\n10:00:28 | x")
                .gives(
                        "OUT",
                        """
                        10:00:10 | 1
                        10:00:10 | 1
                        10:00:20 | 1
                        10:00:20 | 1
                        10:00:30 | 1
                        10:00:30 | 2
                        """)
                .parallelism(2)
                .run();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "A OVER (PARTITION BY K RANGE INTERVAL '1' SECOND PRECEDING) AS a JOIN B AS b ON a.K = b.K; is not partitioned",
                "A OVER (ROWS UNBOUNDED PRECEDING) AS a JOIN B AS b ON a.K = b.K; not UNBOUNDED",
                "A OVER (ROWS BETWEEN 3 PRECEDING AND 1 FOLLOWING) AS a JOIN B AS b ON a.K = b.K; ends with the current row",
                "A OVER (ROWS 0 PRECEDING) AS a JOIN B AS b ON a.K = b.K; greater than 0",
                "A OVER (RANGE INTERVAL '1' MONTH PRECEDING) AS a JOIN B AS b ON a.K = b.K; days or shorter units",
                "A OVER (RANGE 5 PRECEDING) AS a JOIN B AS b ON a.K = b.K; needs an interval",
                "A OVER W AS a JOIN B AS b ON a.K = b.K; no window",
                "A AS x JOIN B AS x ON x.K = 'a'; another name with AS",
                "A AS a JOIN B AS b ON a.K = b.Q; \"Q\"",
                "A AS a JOIN B AS b ON K = 'a'; in more than one",
            })
    void refusesWhatCannotBe(String from, String why) {
        SqlCase program =
                SqlCase.of("CREATE STREAM \"OUT\" (K VARCHAR(4));\nCREATE PUMP P AS INSERT INTO \"OUT\"\nSELECT STREAM 'x' FROM " + from + ";")
                        .input("A", "K VARCHAR(4)", "10:00:00 | a")
                        .input("B", "K VARCHAR(4)", "10:00:00 | a");
        CodeError refused = assertThrows(CodeError.class, program::run);
        assertEquals(3, refused.line(), refused.getMessage());
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }
}
