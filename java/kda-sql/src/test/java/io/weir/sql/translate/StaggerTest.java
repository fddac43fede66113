package io.weir.sql.translate;

import io.weir.sql.testing.SqlCase;
import org.junit.jupiter.api.Test;

/** WINDOWED BY STAGGER. */
class StaggerTest {

    /** The rows and the two tables of AWS's page on stagger windows: what a tumbling window parts, a stagger window keeps together. */
    @Test
    void theExampleOfTheGuide() {
        SqlCase.of(
                        """
                        CREATE OR REPLACE STREAM "TUMBLING" (TICKER_SYMBOL VARCHAR(4), EVENT_MINUTE TIMESTAMP, TICKER_COUNT DOUBLE);
                        CREATE OR REPLACE PUMP P1 AS INSERT INTO "TUMBLING"
                            SELECT STREAM TICKER_SYMBOL, FLOOR(EVENT_TIME TO MINUTE), COUNT(TICKER_SYMBOL) AS TICKER_COUNT
                            FROM "SOURCE_SQL_STREAM_001"
                            GROUP BY ticker_symbol, FLOOR(EVENT_TIME TO MINUTE), STEP("SOURCE_SQL_STREAM_001".ROWTIME BY INTERVAL '1' MINUTE);
                        CREATE OR REPLACE STREAM "STAGGER_" (TICKER_SYMBOL VARCHAR(4), EVENT_MINUTE TIMESTAMP, TICKER_COUNT DOUBLE);
                        CREATE OR REPLACE PUMP P2 AS INSERT INTO "STAGGER_"
                            SELECT STREAM TICKER_SYMBOL, FLOOR(EVENT_TIME TO MINUTE), COUNT(TICKER_SYMBOL) AS ticker_count
                            FROM "SOURCE_SQL_STREAM_001"
                            WINDOWED BY STAGGER (PARTITION BY FLOOR(EVENT_TIME TO MINUTE), TICKER_SYMBOL RANGE INTERVAL '1' MINUTE);
                        """)
                .input(
                        "SOURCE_SQL_STREAM_001",
                        "EVENT_TIME TIMESTAMP, TICKER_SYMBOL VARCHAR(4)",
                        """
                        11:00:20 | 11:00:10 | AMZN
                        11:00:30 | 11:00:20 | AMZN
                        11:01:05 | 11:00:55 | AMZN
                        11:01:15 | 11:01:05 | AMZN
                        """)
                .gives(
                        "TUMBLING",
                        """
                        11:01:00 | AMZN | 11:00:00 | 2.0
                        11:02:00 | AMZN | 11:00:00 | 1.0
                        11:02:00 | AMZN | 11:01:00 | 1.0
                        """)
                .gives(
                        "STAGGER_",
                        """
                        11:01:20 | AMZN | 11:00:00 | 3.0
                        11:02:15 | AMZN | 11:01:00 | 1.0
                        """)
                .run();
    }

    @Test
    void whereHavingAggregatesAndTimes() {
        SqlCase.of(
                        """
                        CREATE STREAM "OUT" (K VARCHAR(4), N BIGINT, S INTEGER, FIRST_ TIMESTAMP, "AT" TIMESTAMP);
                        CREATE PUMP P AS INSERT INTO "OUT"
                            SELECT STREAM K, COUNT(*), SUM(V) * 10, MIN(ROWTIME), ROWTIME
                            FROM S_001 WHERE V > 0
                            WINDOWED BY STAGGER (PARTITION BY K RANGE INTERVAL '10' SECOND)
                            HAVING COUNT(*) > 1;
                        CREATE STREAM WHOLE (N BIGINT);
                        CREATE PUMP P2 AS INSERT INTO WHOLE SELECT STREAM COUNT(*) FROM S_001
                            WINDOWED BY STAGGER (RANGE INTERVAL '10' SECOND);
                        CREATE STREAM TWICE (N BIGINT);
                        CREATE PUMP P3 AS INSERT INTO TWICE SELECT STREAM SUM(N) FROM "OUT" GROUP BY STEP("OUT".ROWTIME BY INTERVAL '20' SECOND);
                        """)
                .input(
                        "S_001",
                        "K VARCHAR(4), V INTEGER",
                        """
                        10:00:01 | a | 0
                        10:00:02 | a | 1
                        10:00:05 | b | 2
                        10:00:08 |   | 3
                        10:00:11.999 | a | 4
                        10:00:12 | a | 8
                        10:00:14 |   | 16
                        10:00:17 | b | 32
                        10:00:21 | a | 64
                        """)
                .gives(
                        "OUT",
                        """
                        10:00:12 | a | 2 | 50  | 10:00:02 | 10:00:12
                        10:00:18 |   | 2 | 190 | 10:00:08 | 10:00:18
                        10:00:22 | a | 2 | 720 | 10:00:12 | 10:00:22
                        """)
                .gives("WHOLE", "10:00:11 | 4\n10:00:21.999 | 5")
                .gives("TWICE", "10:00:20 | 4\n10:00:40 | 2")
                .parallelism(2)
                .run();
    }

    /** What is asked of windows in totals alone, and beside another function. */
    @Test
    void totalsOfColumns() {
        String totals = "COUNT(*), COUNT(V), SUM(V), MIN(V), MAX(V), SUM(X), AVG(X), MIN(X)";
        String columns = "K VARCHAR(4), N BIGINT, NV BIGINT, S INTEGER, LEAST_ INTEGER, MOST INTEGER, SX DOUBLE, MEAN DOUBLE, LEAST_X DOUBLE";
        String windows = " FROM S_001 WINDOWED BY STAGGER (PARTITION BY K RANGE INTERVAL '10' SECOND)";
        String rows = """
                10:00:11 | a | 3 | 2 | 5 | 1 | 4 | 3.5 | 1.75 | 1.5
                10:00:12 | b | 1 | 0 |   |   |   |     |      |
                """;
        SqlCase.of("CREATE STREAM TOTALS (" + columns + ");\n"
                        + "CREATE PUMP P1 AS INSERT INTO TOTALS SELECT STREAM K, " + totals + windows + ";\n"
                        + "CREATE STREAM BESIDE (" + columns + ", SPREAD INTEGER);\n"
                        + "CREATE PUMP P2 AS INSERT INTO BESIDE SELECT STREAM K, " + totals + ", COUNT(DISTINCT V)" + windows + ";\n"
                        + "CREATE STREAM CHOSEN (K VARCHAR(4), TWICE DOUBLE);\n"
                        + "CREATE PUMP P3 AS INSERT INTO CHOSEN SELECT STREAM K, 2 * SUM(X) - MIN(X)" + windows + " HAVING MAX(V) > 3;")
                .input(
                        "S_001",
                        "K VARCHAR(4), V INTEGER, X DOUBLE",
                        """
                        10:00:01 | a | 1 | 2.0
                        10:00:02 | b |   |
                        10:00:05 | a | 4 |
                        10:00:09 | a |   | 1.5
                        """)
                .gives("TOTALS", rows)
                .gives("BESIDE", rows.replace("1.5\n", "1.5 | 2\n").replace("|\n", "| | 0\n"))
                .gives("CHOSEN", "10:00:11 | a | 5.5")
                .run();
    }
}
