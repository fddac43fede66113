package io.weir.sql.translate;

import io.weir.sql.testing.SqlCase;
import org.junit.jupiter.api.Test;

/** Functions where their surroundings matter: in windows, as rows of columns, across pumps. */
class FunctionsInProgramsTest {
    @Test
    void anyAndEvery() {
        SqlCase.of(
                        """
                        CREATE STREAM D (K VARCHAR(4), SOME_HIGH BOOLEAN, ALL_HIGH BOOLEAN);
                        CREATE PUMP P AS INSERT INTO D
                        SELECT STREAM K, ANY(V > 5), EVERY(V > 5) FROM S GROUP BY K, STEP(S.ROWTIME BY INTERVAL '1' MINUTE);
                        """)
                .input("S", "K VARCHAR(4), V INTEGER", """
                        10:00:00 | a | 1
                        10:00:01 | a | 6
                        10:00:02 | b | 7
                        10:00:03 | b |
                        10:00:04 | c | 1
                        10:00:05 | n |
                        """)
                .gives("D", """
                        10:01:00 | a | true  | false
                        10:01:00 | b | true  | true
                        10:01:00 | c | false | false
                        10:01:00 | n |       |
                        """)
                .run();
    }

    /** As in the developer guide's examples of log parsing: a row of columns of a subquery. */
    @Test
    void theColumnsOfALog() {
        SqlCase.of(
                        """
                        CREATE STREAM D (HOST VARCHAR(32), STATUS INTEGER, FIRST VARCHAR(8));
                        CREATE PUMP P AS INSERT INTO D
                        SELECT STREAM T.R.COLUMN1, T.R.COLUMN6, T.V."a"
                        FROM (SELECT STREAM W3C_LOG_PARSE(LINE, 'COMMON') AS R,
                                VARIABLE_COLUMN_LOG_PARSE(REST, '"a" TYPE VARCHAR(8), "b" TYPE INTEGER', ',') AS V FROM S) AS T;
                        """)
                .input("S", "LINE VARCHAR(200), REST VARCHAR(20)", """
                        10:00:00 | 1.2.3.4 - John [24/May/2004:22:01:02 -0700] "GET /x HTTP/1.1" 304 0 | x,1
                        10:00:01 | no such line | y,2
                        10:00:02 | no such line | z,w
                        """)
                .gives("D", """
                        10:00:00 | 1.2.3.4 | 304 | x
                        10:00:01 |         |     | y
                        """)
                .fails("10:00:02 | Coercion error | 'w' cannot become INTEGER")
                .run();
    }

    @Test
    void theReferencesExampleOfExpAvg() {
        SqlCase.of(
                        """
                        CREATE STREAM D (TICKER VARCHAR(4), A DOUBLE);
                        CREATE PUMP P AS INSERT INTO D
                        SELECT STREAM TICKER, EXP_AVG(PRICE, INTERVAL '10' SECOND) OVER W FROM S
                        WINDOW W AS (PARTITION BY TICKER RANGE INTERVAL '30' SECOND PRECEDING);
                        """)
                .input("S", "TICKER VARCHAR(4), PRICE INTEGER", """
                        10:00:00 | A | 7
                        10:00:10 | A | 1
                        10:00:20 | A | 3
                        10:00:45 | A | 5
                        """)
                .gives("D", """
                        10:00:00 | A | 7.0
                        10:00:10 | A | 3.0
                        10:00:20 | A | 3.0
                        10:00:45 | A | 4.69955779035533
                        """)
                .run();
    }

    @Test
    void theAggregates() {
        SqlCase.of(
                        """
                        CREATE STREAM D (N BIGINT, NK BIGINT, A INTEGER, LOW INTEGER, HIGH INTEGER, S INTEGER, FIRST VARCHAR(4), LAST VARCHAR(4),
                            SS DOUBLE, S2 DOUBLE, VP DOUBLE, VS DOUBLE);
                        CREATE PUMP P AS INSERT INTO D
                        SELECT STREAM COUNT(*), COUNT(DISTINCT K), AVG(V), MIN(V), MAX(V), SUM(V), FIRST_VALUE(K), LAST_VALUE(K),
                            STDDEV_SAMP(X), STDDEV(X), VAR_POP(X), VAR_SAMP(X)
                        FROM (SELECT STREAM K, V, CAST(V AS DOUBLE) AS X FROM S) AS S GROUP BY STEP(S.ROWTIME BY INTERVAL '1' MINUTE);
                        """)
                .input("S", "K VARCHAR(4), V INTEGER", """
                        10:00:00 | a | 1
                        10:00:01 | a | 2
                        10:00:02 | b | 6
                        10:01:03 | c | 5
                        """)
                .gives("D", """
                        10:01:00 | 3 | 2 | 3 | 1 | 6 | 9 | a | b | 2.6457513110645907 | 2.6457513110645907 | 4.666666666666667 | 7.0
                        10:02:00 | 1 | 1 | 5 | 5 | 5 | 5 | c | c | | | 0.0 |
                        """)
                .run();
    }

    @Test
    void theNthValueOfAWindow() {
        SqlCase.of(
                        """
                        CREATE STREAM D (K VARCHAR(4), TWO VARCHAR(4), PREVIOUS INTEGER, ANY_ONE BOOLEAN);
                        CREATE PUMP P AS INSERT INTO D
                        SELECT STREAM K, NTH_VALUE(K, 2) OVER W, NTH_VALUE(V, 2) FROM LAST OVER W, ANY(V = 1) OVER W
                        FROM S WINDOW W AS (ROWS 2 PRECEDING);
                        """)
                .input("S", "K VARCHAR(4), V INTEGER", """
                        10:00:00 | a | 1
                        10:00:01 | b |
                        10:00:02 | c | 3
                        10:00:03 | d | 4
                        """)
                .gives("D", """
                        10:00:00 | a |   |   | true
                        10:00:01 | b | b | 1 | true
                        10:00:02 | c | b |   | true
                        10:00:03 | d | c | 3 | false
                        """)
                .run();
    }

    @Test
    void aTimeOfItsOwn() {
        SqlCase.of(
                        """
                        CREATE STREAM D (K VARCHAR(4));
                        CREATE PUMP P AS INSERT INTO D SELECT STREAM K, TS AS ROWTIME FROM S;
                        """)
                .input("S", "K VARCHAR(4), TS TIMESTAMP", """
                        10:00:00 | a | 09:00:00
                        10:00:01 | b | 09:00:20
                        10:00:02 | c | 09:00:10
                        10:00:03 | d | 09:00:20
                        """)
                .gives("D", """
                        09:00:00 | a
                        09:00:20 | b
                        09:00:20 | d
                        """)
                .fails("10:00:02 | Late row | The row is further behind than the interval of ORDER BY ... WITHIN")
                .run();
    }
}
