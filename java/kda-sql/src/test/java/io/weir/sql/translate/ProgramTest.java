package io.weir.sql.translate;

import io.weir.sql.testing.SqlCase;
import org.junit.jupiter.api.Test;

/** Streams, pumps, views and functions of a program, and what passes through them row by row. */
class ProgramTest {
    private static final String ROWS =
            """
            10:00:00 | a | 1 | 1.5
            10:00:01 | b | 2 |
            10:00:02 |   | 3 | 2.5
            """;

    private static SqlCase of(String program) {
        return SqlCase.of(program).input("S", "K VARCHAR(4), N INTEGER, x DOUBLE", ROWS);
    }

    @Test
    void rowtimeGoesThroughPumps() {
        of("""
                CREATE STREAM "OUT" (T TIMESTAMP, N INTEGER);
                CREATE PUMP P2 AS INSERT INTO "OUT" SELECT STREAM BETWEEN_.ROWTIME, N * 10 FROM BETWEEN_;
                CREATE STREAM BETWEEN_ (N INTEGER);
                CREATE PUMP P1 AS INSERT INTO BETWEEN_ SELECT STREAM N FROM S WHERE N > 1;
                """)
                .gives(
                        "OUT",
                        """
                        10:00:01 | 10:00:01 | 20
                        10:00:02 | 10:00:02 | 30
                        """)
                .run();
    }

    @Test
    void allColumns() {
        of("""
                CREATE STREAM "OUT" (K VARCHAR(4), N INTEGER, X DOUBLE, AGAIN DOUBLE);
                CREATE PUMP P AS INSERT INTO "OUT" SELECT STREAM s.*, "x" FROM S AS s;
                """)
                .gives(
                        "OUT",
                        """
                        10:00:00 | a | 1 | 1.5 | 1.5
                        10:00:01 | b | 2 |     |
                        10:00:02 |   | 3 | 2.5 | 2.5
                        """)
                .run();
    }

    @Test
    void pseudoColumnsAreNotPartOfTheStar() {
        SqlCase.of(
                        """
                        CREATE STREAM "OUT" (K VARCHAR(4), SHARD VARCHAR(10));
                        CREATE PUMP P AS INSERT INTO "OUT" SELECT STREAM *, SHARD_ID FROM S;
                        """)
                .input("S", "K VARCHAR(4), SHARD_ID VARCHAR(64)", "10:00:00 | a | shard-1")
                .hiding("S", 1)
                .gives("OUT", "10:00:00 | a | shard-1")
                .run();
    }

    @Test
    void theColumnsThatAPumpFills() {
        of("""
                CREATE STREAM "OUT" (A VARCHAR(8), B VARCHAR(1), C BIGINT, D DOUBLE);
                CREATE PUMP P AS INSERT INTO "OUT" (D, B) SELECT STREAM N, 'xyz' FROM S WHERE K IS NULL;
                """)
                .gives("OUT", "10:00:02 | | x | | 3.0")
                .run();
    }

    @Test
    void valuesAreConvertedToTheirColumns() {
        of("""
                CREATE STREAM "OUT" (A VARCHAR(8), B DECIMAL(6,2), C SMALLINT, D TIMESTAMP, E INTEGER);
                CREATE PUMP P AS INSERT INTO "OUT" SELECT STREAM N, N, "x", DATE '2026-01-02', NULL FROM S WHERE N = 3;
                """)
                .gives("OUT", "10:00:02 | 3 | 3.00 | 3 | 2026-01-02 00:00:00 |")
                .run();
    }

    @Test
    void severalPumpsFillAStream() {
        of("""
                CREATE STREAM "OUT" (K VARCHAR(4));
                CREATE PUMP P1 AS INSERT INTO "OUT" SELECT STREAM K FROM S WHERE N = 1;
                CREATE PUMP P2 AS INSERT INTO "OUT" SELECT STREAM 'n' FROM S WHERE K IS NULL;
                """)
                .gives(
                        "OUT",
                        """
                        10:00:00 | a
                        10:00:02 | n
                        """)
                .run();
    }

    @Test
    void aStreamThatNobodyFillsIsEmpty() {
        of("CREATE STREAM \"OUT\" (K VARCHAR(4));").gives("OUT", "").run();
    }

    @Test
    void aLaterPumpReplacesOneOfItsName() {
        of("""
                CREATE STREAM "OUT" (N INTEGER);
                CREATE OR REPLACE PUMP P AS INSERT INTO "OUT" SELECT STREAM 7 FROM S;
                CREATE OR REPLACE PUMP P AS INSERT INTO "OUT" SELECT STREAM 8 FROM S WHERE N = 1;
                """)
                .gives("OUT", "10:00:00 | 8")
                .run();
    }

    @Test
    void queriesInQueries() {
        of("""
                CREATE STREAM "OUT" (K VARCHAR(4), DOUBLED INTEGER, T TIMESTAMP);
                CREATE PUMP P AS INSERT INTO "OUT"
                    SELECT STREAM Q.K, D + D, Q.T FROM (SELECT STREAM K, N + 1 AS D, ROWTIME AS T FROM (SELECT STREAM * FROM S WHERE N < 3)) AS Q
                    WHERE D > 2;
                """)
                .gives("OUT", "10:00:01 | b | 6 | 10:00:01")
                .run();
    }

    @Test
    void unionAll() {
        of("""
                CREATE STREAM "OUT" (K VARCHAR(8), N BIGINT);
                CREATE PUMP P AS INSERT INTO "OUT"
                    SELECT STREAM K, N FROM (SELECT STREAM K, N FROM S WHERE N = 1 UNION ALL SELECT STREAM 'second', N * 1.5 FROM S WHERE N = 2)
                    UNION ALL SELECT STREAM 'third', N FROM S WHERE N = 3;
                """)
                .gives(
                        "OUT",
                        """
                        10:00:00 | a      | 1
                        10:00:01 | second | 3
                        10:00:02 | third  | 3
                        """)
                .run();
    }

    @Test
    void views() {
        of("""
                CREATE STREAM "OUT" (A VARCHAR(4), B INTEGER);
                CREATE OR REPLACE VIEW V (A, B) DESCRIPTION 'of some' AS SELECT STREAM K, N FROM S WHERE N <> 2;
                CREATE PUMP P STARTED DESCRIPTION 'it' AS INSERT INTO "OUT" SELECT STREAM A, B FROM V;
                """)
                .gives(
                        "OUT",
                        """
                        10:00:00 | a | 1
                        10:00:02 |   | 3
                        """)
                .run();
    }

    @Test
    void functions() {
        of("""
                CREATE FUNCTION TWICE (a INTEGER) RETURNS INTEGER CONTAINS SQL RETURN a + a;
                CREATE OR REPLACE FUNCTION MARK (k VARCHAR(4), n INTEGER) RETURNS VARCHAR(16)
                    LANGUAGE SQL NOT DETERMINISTIC CONTAINS SQL RETURNS NULL ON NULL INPUT
                    RETURN k || '/' || CAST(TWICE(n) AS VARCHAR(8));
                CREATE STREAM "OUT" (M VARCHAR(16), N INTEGER);
                CREATE PUMP P AS INSERT INTO "OUT" SELECT STREAM MARK(K, N), TWICE(TWICE(N)) FROM S;
                """)
                .gives(
                        "OUT",
                        """
                        10:00:00 | a/2 | 4
                        10:00:01 | b/4 | 8
                        10:00:02 |     | 12
                        """)
                .run();
    }

    @Test
    void namesAndTextInAnyLetters() {
        SqlCase.of(
                        """
                        create or replace stream "größe" ("ein ``Name" VARCHAR(16), datetime VARCHAR(16), period INTEGER);
                        create pump "Pumpe 1" as insert into "größe" select stream "d.h.", 'it''s – ü', 1 as period from "sø";
                        """)
                .input("sø", "d.h. VARCHAR(16)", "10:00:00 | ñ")
                .gives("größe", "10:00:00 | ñ | it's – ü | 1")
                .run();
    }

    @Test
    void aDeclaredColumnRowtime() {
        of("""
                CREATE STREAM "OUT" ("ROWTIME" TIMESTAMP, N INTEGER);
                CREATE STREAM AGAIN ("ROWTIME" TIMESTAMP, N INTEGER, LATER TIMESTAMP);
                CREATE PUMP P AS INSERT INTO "OUT" SELECT STREAM ROWTIME, N FROM S WHERE N < 3;
                CREATE PUMP P2 AS INSERT INTO AGAIN SELECT STREAM *, ROWTIME + INTERVAL '1' HOUR FROM "OUT";
                """)
                .gives(
                        "OUT",
                        """
                        10:00:00 | 10:00:00 | 1
                        10:00:01 | 10:00:01 | 2
                        """)
                .gives(
                        "AGAIN",
                        """
                        10:00:00 | 10:00:00 | 1 | 11:00:00
                        10:00:01 | 10:00:01 | 2 | 11:00:01
                        """)
                .run();
    }

    @Test
    void aTimeThatTheQueryGives() {
        SqlCase.of(
                        """
                        CREATE STREAM "OUT" (V INTEGER);
                        CREATE STREAM TIMES (V INTEGER, N INTEGER);
                        CREATE PUMP P AS INSERT INTO "OUT" SELECT STREAM AT_ AS ROWTIME, V FROM S;
                        CREATE PUMP P2 AS INSERT INTO TIMES SELECT STREAM MAX(V), COUNT(*) FROM "OUT" GROUP BY FLOOR("OUT".ROWTIME TO MINUTE);
                        """)
                .input(
                        "S",
                        "AT_ TIMESTAMP, V INTEGER",
                        """
                        10:00:00 | 08:00:00 | 1
                        10:00:01 | 08:00:30 | 2
                        10:00:02 | 08:00:29 | 3
                        10:00:03 | 08:01:00 | 5
                        """)
                .gives(
                        "OUT",
                        """
                        08:00:00 | 1
                        08:00:30 | 2
                        08:01:00 | 5
                        """)
                .gives(
                        "TIMES",
                        """
                        08:01:00 | 2 | 2
                        08:02:00 | 5 | 1
                        """)
                .failing("10:00:02")
                .run();
    }
}
