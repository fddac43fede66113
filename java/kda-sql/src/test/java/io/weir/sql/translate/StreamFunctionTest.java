package io.weir.sql.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.sql.program.CodeError;
import io.weir.sql.testing.SqlCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions of streams, behind FROM as TABLE(...). */
class StreamFunctionTest {
    private static final String TICKS =
            """
            10:00:01 | AMZN | 1.0
            10:00:02 | AMZN | 2.0
            10:00:03 | EBAY | 3.0
            10:00:04 |      | 4.0
            10:00:05 | MSFT | 5.0
            10:00:06 | MSFT | 6.0
            10:00:07 | MSFT | 7.0
            10:01:08 | EBAY | 8.0
            """;

    private static SqlCase on(String program) {
        return SqlCase.of(program).input("SOURCE_SQL_STREAM_001", "TICKER_SYMBOL VARCHAR(4), PRICE REAL", TICKS);
    }

    @Test
    void theMostFrequentItemsAndHowManyThereAre() {
        on(
                        """
                        CREATE OR REPLACE STREAM TOP ("TICKER_SYMBOL" VARCHAR(4), "MOST_FREQUENT_VALUES" BIGINT);
                        CREATE OR REPLACE PUMP P1 AS INSERT INTO TOP
                            SELECT STREAM * FROM TABLE (TOP_K_ITEMS_TUMBLING(
                                CURSOR(SELECT STREAM * FROM "SOURCE_SQL_STREAM_001"), 'TICKER_SYMBOL', 2, 60));
                        CREATE OR REPLACE STREAM DISTINCT_ (NUMBER_OF_DISTINCT_ITEMS BIGINT);
                        CREATE OR REPLACE PUMP P2 AS INSERT INTO DISTINCT_
                            SELECT STREAM NUMBER_OF_DISTINCT_ITEMS FROM TABLE(COUNT_DISTINCT_ITEMS_TUMBLING(
                                CURSOR(SELECT STREAM * FROM "SOURCE_SQL_STREAM_001" WHERE PRICE > 1), 'TICKER_SYMBOL', 60));
                        """)
                .gives(
                        "TOP",
                        """
                        10:01:00 | MSFT | 3
                        10:01:00 | AMZN | 2
                        10:02:00 | EBAY | 1
                        """)
                .gives("DISTINCT_", "10:01:00 | 3\n10:02:00 | 1")
                .parallelism(2)
                .run();
    }

    @Test
    void ranksWithinRowsOfOneRowtime() {
        on(
                        """
                        CREATE OR REPLACE STREAM "ticker_grouped" ("group_time" TIMESTAMP, "ticker" VARCHAR(65520), "ticker_count" INTEGER);
                        CREATE OR REPLACE STREAM "destination_sql_stream" ("ticker" VARCHAR(65520), "ticker_count" INTEGER, "group_rank" INTEGER);
                        CREATE OR REPLACE PUMP "ticker_pump" AS INSERT INTO "ticker_grouped"
                            SELECT STREAM FLOOR(SOURCE_SQL_STREAM_001.ROWTIME TO MINUTE), "TICKER_SYMBOL", COUNT(TICKER_SYMBOL)
                            FROM SOURCE_SQL_STREAM_001
                            GROUP BY FLOOR(SOURCE_SQL_STREAM_001.ROWTIME TO MINUTE), TICKER_SYMBOL;
                        CREATE OR REPLACE PUMP DESTINATION_SQL_STREAM_PUMP AS INSERT INTO "destination_sql_stream"
                            SELECT STREAM "ticker", "ticker_count", "groupRank"
                            FROM TABLE(GROUP_RANK(
                                CURSOR(SELECT STREAM * FROM "ticker_grouped"), 'ticker_count', 'groupRank', 'desc', 'asc', 5, 3));
                        """)
                .inOrder()
                .gives(
                        "destination_sql_stream",
                        """
                        10:01:00 | MSFT | 3 | 1
                        10:01:00 | AMZN | 2 | 2
                        10:01:00 | EBAY | 1 | 3
                        10:02:00 | EBAY | 1 | 1
                        """)
                .run();
    }

    @Test
    void scoresAndHotspotsStandBesideTheColumnsOfTheCursor() {
        on(
                        """
                        CREATE STREAM SCORES (TICKER_SYMBOL VARCHAR(4), PRICE REAL, ANOMALY_SCORE DOUBLE);
                        CREATE PUMP P1 AS INSERT INTO SCORES
                            SELECT STREAM * FROM TABLE(RANDOM_CUT_FOREST(CURSOR(SELECT STREAM * FROM "SOURCE_SQL_STREAM_001" WHERE PRICE > 6)));
                        CREATE STREAM EXPLAINED (ANOMALY REAL, ANOMALY_EXPLANATION VARCHAR(20480));
                        CREATE PUMP P2 AS INSERT INTO EXPLAINED
                            SELECT "ANOMALY_SCORE", "ANOMALY_EXPLANATION" FROM TABLE(RANDOM_CUT_FOREST_WITH_EXPLANATION(
                                CURSOR(SELECT STREAM PRICE AS "p" FROM "SOURCE_SQL_STREAM_001" WHERE PRICE = 8), 100, 256, 100000, 1, true));
                        CREATE STREAM HOT (PRICE REAL, HOTSPOTS_RESULT VARCHAR(10000));
                        CREATE PUMP P3 AS INSERT INTO HOT
                            SELECT "PRICE", "HOTSPOTS_RESULT" FROM TABLE(HOTSPOTS(
                                CURSOR(SELECT STREAM "PRICE" FROM "SOURCE_SQL_STREAM_001"), 100, 1, 3)) WHERE PRICE < 4;
                        """)
                .gives("SCORES", "10:00:07 | MSFT | 7.0 | 0.0\n10:01:08 | EBAY | 8.0 | 0.0")
                .gives(
                        "EXPLAINED",
                        "10:01:08 | 0.0 | {\"p\":{\"DIRECTION\":\"LOW\",\"STRENGTH\":\"0.0000\",\"ATTRIBUTION_SCORE\":\"0.0000\"}}")
                .gives(
                        "HOT",
                        """
                        10:00:01 | 1.0 | {"hotspots":[]}
                        10:00:02 | 2.0 | {"hotspots":[]}
                        10:00:03 | 3.0 | {"hotspots":[{"density":1.5,"minValues":[1.0],"maxValues":[3.0]}]}
                        """)
                .run();
    }

    /** The author's word that an expression only goes up ends a group when it changes. */
    @Test
    void monotonic() {
        on(
                        """
                        CREATE STREAM "OUT" (STEP_ INTEGER, N BIGINT, FIRST_ TIMESTAMP);
                        CREATE PUMP P AS INSERT INTO "OUT"
                            SELECT STREAM STEP(CAST(PRICE AS INTEGER) BY 3), COUNT(*), MIN(ROWTIME) FROM SOURCE_SQL_STREAM_001
                            GROUP BY MONOTONIC(STEP(CAST(PRICE AS INTEGER) BY 3));
                        CREATE STREAM BESIDE (N BIGINT);
                        CREATE PUMP Q AS INSERT INTO BESIDE SELECT STREAM COUNT(*) FROM SOURCE_SQL_STREAM_001
                            GROUP BY MONOTONIC(STEP(PRICE BY 100)), FLOOR(SOURCE_SQL_STREAM_001.ROWTIME TO MINUTE);
                        """)
                .gives("OUT", "10:00:03 | 0 | 2 | 10:00:01\n10:00:06 | 3 | 3 | 10:00:03")
                .gives("BESIDE", "10:01:00 | 7\n10:02:00 | 1")
                .run();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "RANDOM_CUT_FOREST(CURSOR(SELECT STREAM * FROM SOURCE_SQL_STREAM_001), 0); numberOfTrees must be from 1 to 1000, not 0",
                "RANDOM_CUT_FOREST(CURSOR(SELECT STREAM TICKER_SYMBOL FROM SOURCE_SQL_STREAM_001)); has to be a number",
                "RANDOM_CUT_FOREST(100); is CURSOR",
                "HOTSPOTS(CURSOR(SELECT STREAM PRICE FROM SOURCE_SQL_STREAM_001), 10, 1, 3); windowSize must be from 100 to 1000, not 10",
                "TOP_K_ITEMS_TUMBLING(CURSOR(SELECT STREAM * FROM SOURCE_SQL_STREAM_001), 'TICKER', 2, 60); no column \"TICKER\"",
                "TOP_K_ITEMS_TUMBLING(CURSOR(SELECT STREAM * FROM SOURCE_SQL_STREAM_001), 'PRICE', 2, 3601); windowSize must be from 1 to 3600",
                "GROUP_RANK(CURSOR(SELECT STREAM * FROM SOURCE_SQL_STREAM_001), 'PRICE', 'R', 'up', 'asc', 0, 0); 'asc' or 'desc'",
                "TOP_K(CURSOR(SELECT STREAM * FROM SOURCE_SQL_STREAM_001)); no function of streams",
            })
    void refusesParametersThatCannotBe(String call, String why) {
        String program = "CREATE STREAM \"OUT\" (X DOUBLE);\nCREATE PUMP P AS INSERT INTO \"OUT\"\nSELECT STREAM 1 FROM TABLE(" + call + ");";
        CodeError refused = assertThrows(CodeError.class, () -> on(program).run());
        assertEquals(3, refused.line());
        assertEquals(true, refused.getMessage().contains(why), refused.getMessage());
    }
}
