package io.weir.sql.translate;

import io.weir.sql.testing.SqlCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups that end with a step of ROWTIME, in every way to write one. */
class TumblingTest {

    private static SqlCase of(String columns, String select) {
        return SqlCase.of("CREATE OR REPLACE STREAM \"OUT\" (" + columns + "); CREATE OR REPLACE PUMP P AS INSERT INTO \"OUT\" " + select)
                .input(
                        "S",
                        "K VARCHAR(4), V INTEGER, SEEN TIMESTAMP",
                        """
                        10:00:00     | a | 1  | 09:58:59
                        10:00:30     | b | 2  | 09:59:10
                        10:00:59.999 | a | 4  | 09:59:20
                        10:01:00     | a | 8  | 09:59:30
                        10:03:00     | b | 16 | 10:02:00
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STEP(S.ROWTIME BY INTERVAL '1' MINUTE)",
                "STEP(\"S\".\"ROWTIME\" BY INTERVAL '60' SECOND)",
                "FLOOR(S.ROWTIME TO MINUTE)",
                "FLOOR((S.ROWTIME - TIMESTAMP '1970-01-01 00:00:00') SECOND / 60 TO SECOND)",
                "FLOOR((S.ROWTIME - TIMESTAMP '1970-01-01 00:00:00') minute / 1 TO MINUTE)",
            })
    void aMinute(String step) {
        of("K VARCHAR(4), N INTEGER", "SELECT STREAM K, SUM(V) FROM S GROUP BY K, " + step)
                .gives(
                        "OUT",
                        """
                        10:01:00 | a | 5
                        10:01:00 | b | 2
                        10:02:00 | a | 8
                        10:04:00 | b | 16
                        """)
                .run();
    }

    @Test
    void timeInTheResult() {
        of(
                        "BEGAN TIMESTAMP, ENDED TIMESTAMP, LATER TIMESTAMP, FIRST_ROW TIMESTAMP, N INTEGER",
                        """
                        SELECT STREAM STEP(S.ROWTIME BY INTERVAL '60' SECOND), ROWTIME, FLOOR(S.ROWTIME TO MINUTE) + INTERVAL '1' HOUR,
                            MIN(S.ROWTIME), COUNT(*)
                        FROM S GROUP BY FLOOR(S.ROWTIME TO MINUTE)
                        """)
                .gives(
                        "OUT",
                        """
                        10:01:00 | 10:00:00 | 10:01:00 | 11:00:00 | 10:00:00 | 3
                        10:02:00 | 10:01:00 | 10:02:00 | 11:01:00 | 10:01:00 | 1
                        10:04:00 | 10:03:00 | 10:04:00 | 11:03:00 | 10:03:00 | 1
                        """)
                .run();
    }

    @Test
    void anotherTimeAsAFurtherKey() {
        of(
                        "SEEN TIMESTAMP, N INTEGER",
                        """
                        SELECT STREAM FLOOR(SEEN TO MINUTE), COUNT(*) FROM S
                        GROUP BY FLOOR(SEEN TO MINUTE), STEP(S.ROWTIME BY INTERVAL '5' MINUTE)
                        """)
                .gives(
                        "OUT",
                        """
                        10:05:00 | 09:58:00 | 1
                        10:05:00 | 09:59:00 | 3
                        10:05:00 | 10:02:00 | 1
                        """)
                .run();
    }

    @Test
    void twoStepsOfWhichOneConsistsOfTheOther() {
        of(
                        "MINUTES TIMESTAMP, HALF TIMESTAMP, N INTEGER",
                        """
                        SELECT STREAM FLOOR(S.ROWTIME TO MINUTE), STEP(S.ROWTIME BY INTERVAL '30' SECOND), COUNT(*) FROM S
                        GROUP BY FLOOR(S.ROWTIME TO MINUTE), STEP(S.ROWTIME BY INTERVAL '30' SECOND)
                        """)
                .gives(
                        "OUT",
                        """
                        10:00:30 | 10:00:00 | 10:00:00 | 1
                        10:01:00 | 10:00:00 | 10:00:30 | 2
                        10:01:30 | 10:01:00 | 10:01:00 | 1
                        10:03:30 | 10:03:00 | 10:03:00 | 1
                        """)
                .run();
    }

    @Test
    void twoStepsThatCross() {
        of(
                        "N INTEGER, FIRST_ROW TIMESTAMP",
                        """
                        SELECT STREAM COUNT(*), MIN(S.ROWTIME) FROM S
                        GROUP BY STEP(S.ROWTIME BY INTERVAL '40' SECOND), STEP(S.ROWTIME BY INTERVAL '60' SECOND)
                        """)
                .gives(
                        "OUT",
                        """
                        10:00:40 | 2 | 10:00:00
                        10:01:00 | 1 | 10:00:59.999
                        10:01:20 | 1 | 10:01:00
                        10:03:20 | 1 | 10:03:00
                        """)
                .run();
    }

    @Test
    void monthsOfTheCalendar() {
        SqlCase.of(
                        """
                        CREATE OR REPLACE STREAM "OUT" (MONTH_OF TIMESTAMP, N INTEGER, LAST_ROW TIMESTAMP);
                        CREATE OR REPLACE PUMP P AS INSERT INTO "OUT"
                            SELECT STREAM FLOOR(S.ROWTIME TO MONTH), SUM(V), MAX(ROWTIME) FROM S WHERE V > 0 GROUP BY FLOOR(S.ROWTIME TO MONTH);
                        """)
                .input(
                        "S",
                        "V INTEGER",
                        """
                        2026-02-01 00:00:00 | 1
                        2026-02-28 23:59:59 | 2
                        2026-03-01 00:00:00 | 4
                        2026-03-15 00:00:00 | -1
                        2026-03-31 23:00:00 | 8
                        """)
                .gives(
                        "OUT",
                        """
                        2026-03-01 00:00:00 | 2026-02-01 00:00:00 | 3  | 2026-02-28 23:59:59
                        2026-04-01 00:00:00 | 2026-03-01 00:00:00 | 12 | 2026-03-31 23:00:00
                        """)
                .run();
    }

    @Test
    void theEndsOfAGroup() {
        of(
                        "K VARCHAR(4), A INTEGER, B INTEGER",
                        "SELECT STREAM K, FIRST_VALUE(V), LAST_VALUE(V) FROM S GROUP BY K, FLOOR(S.ROWTIME TO HOUR)")
                .gives(
                        "OUT",
                        """
                        11:00:00 | a | 1 | 8
                        11:00:00 | b | 2 | 16
                        """)
                .run();
    }

    @Test
    void having() {
        of("K VARCHAR(4), N INTEGER", "SELECT STREAM K, SUM(V) AS TOTAL FROM S GROUP BY K, FLOOR(S.ROWTIME TO HOUR) HAVING COUNT(*) > 2")
                .gives("OUT", "11:00:00 | a | 13")
                .run();
    }

    @Test
    void rowsOfTheSameMoment() {
        SqlCase.of(
                        """
                        CREATE OR REPLACE STREAM "OUT" (T TIMESTAMP, N INTEGER);
                        CREATE OR REPLACE PUMP P AS INSERT INTO "OUT" SELECT STREAM ROWTIME, COUNT(DISTINCT K) FROM S GROUP BY ROWTIME;
                        """)
                .input(
                        "S",
                        "K VARCHAR(4)",
                        """
                        10:00:00 | a
                        10:00:00 | b
                        10:00:00 | a
                        10:00:01 | c
                        """)
                .gives(
                        "OUT",
                        """
                        10:00:00 | 10:00:00 | 2
                        10:00:01 | 10:00:01 | 1
                        """)
                .run();
    }

    @Test
    void distinctRowsOfAStep() {
        of("T TIMESTAMP, K VARCHAR(4)", "SELECT STREAM DISTINCT FLOOR(S.ROWTIME TO MINUTE), K FROM S WHERE V <> 16")
                .gives(
                        "OUT",
                        """
                        10:01:00 | 10:00:00 | a
                        10:01:00 | 10:00:00 | b
                        10:02:00 | 10:01:00 | a
                        """)
                .run();
    }

    @Test
    void distinctGroups() {
        of("N BIGINT", "SELECT STREAM DISTINCT COUNT(*) FROM S GROUP BY K, FLOOR(S.ROWTIME TO HOUR), V")
                .gives("OUT", "11:00:00 | 1")
                .run();
    }

    @Test
    void windowsOfWindows() {
        SqlCase.of(
                        """
                        CREATE OR REPLACE STREAM MINUTES (K VARCHAR(4), N INTEGER, "window_start" TIMESTAMP);
                        CREATE OR REPLACE STREAM "OUT" (K VARCHAR(4), MOST INTEGER, TOTAL INTEGER);
                        CREATE OR REPLACE PUMP P1 AS INSERT INTO MINUTES
                            SELECT STREAM K, COUNT(*), FLOOR(S.ROWTIME TO MINUTE) FROM S GROUP BY K, FLOOR(S.ROWTIME TO MINUTE);
                        CREATE OR REPLACE PUMP P2 AS INSERT INTO "OUT"
                            SELECT STREAM K, MAX(N), SUM(N) FROM MINUTES GROUP BY K, STEP(MINUTES.ROWTIME BY INTERVAL '2' MINUTE);
                        """)
                .input(
                        "S",
                        "K VARCHAR(4)",
                        """
                        10:00:10 | a
                        10:00:20 | a
                        10:01:10 | a
                        10:02:10 | a
                        10:02:20 | a
                        """)
                .gives(
                        "OUT",
                        """
                        10:02:00 | a | 2 | 2
                        10:04:00 | a | 2 | 3
                        """)
                .run();
    }
}
