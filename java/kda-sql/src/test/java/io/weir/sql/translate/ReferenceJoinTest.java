package io.weir.sql.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.sql.program.CodeError;
import io.weir.sql.testing.SqlCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Joins of a stream with a reference table. */
class ReferenceJoinTest {

    private static SqlCase on(String program) {
        return SqlCase.of(program)
                .input(
                        "S_001",
                        "TICKER VARCHAR(4), PRICE DOUBLE",
                        """
                        10:00:01 | AMZN | 10
                        10:00:02 | NONE | 20
                        10:00:03 |      | 30
                        10:00:04 | ebay | 40
                        """)
                .reference(
                        "CompanyName",
                        "Ticker VARCHAR(4), Company VARCHAR(20), Limit DOUBLE",
                        """
                        AMZN | Amazon    | 5
                        AMZN | Amazon.de | 15
                        EBAY | Ebay      | 50
                             | Nobody    | 1
                        """);
    }

    private static String pump(String name, String join) {
        return """
                CREATE OR REPLACE STREAM %1$s (T VARCHAR(4), C VARCHAR(20), AT_ TIMESTAMP);
                CREATE OR REPLACE PUMP %1$s_PUMP AS INSERT INTO %1$s
                    SELECT STREAM s.TICKER, c."Company", s.ROWTIME FROM %2$s;
                """
                .formatted(name, join);
    }

    @Test
    void joinsOfAllKinds() {
        on(
                        pump("INNER_", "S_001 AS s JOIN \"CompanyName\" AS c ON s.TICKER = c.\"Ticker\"")
                                + pump("LEFT_", "S_001 AS s LEFT JOIN \"CompanyName\" AS c ON s.TICKER = c.\"Ticker\"")
                                + pump("RIGHT_", "\"CompanyName\" AS c RIGHT JOIN S_001 AS s ON s.TICKER = c.\"Ticker\"")
                                + pump("RESIDUAL", "S_001 AS s LEFT JOIN \"CompanyName\" c ON s.TICKER = c.\"Ticker\" AND s.PRICE < c.\"Limit\"")
                                + pump("CALCULATED", "S_001 AS s JOIN \"CompanyName\" AS c ON UPPER(s.TICKER) = c.\"Ticker\"")
                                + pump("UNEQUAL", "S_001 AS s JOIN \"CompanyName\" AS c ON s.PRICE < c.\"Limit\" AND c.\"Limit\" < 50")
                                + pump("COMMA", "S_001 AS s, \"CompanyName\" AS c WHERE s.TICKER = c.\"Ticker\" AND c.\"Limit\" > 5"))
                .gives("INNER_", "10:00:01 | AMZN | Amazon | 10:00:01\n10:00:01 | AMZN | Amazon.de | 10:00:01")
                .gives(
                        "LEFT_",
                        """
                        10:00:01 | AMZN | Amazon    | 10:00:01
                        10:00:01 | AMZN | Amazon.de | 10:00:01
                        10:00:02 | NONE |           | 10:00:02
                        10:00:03 |      |           | 10:00:03
                        10:00:04 | ebay |           | 10:00:04
                        """)
                .gives(
                        "RIGHT_",
                        """
                        10:00:01 | AMZN | Amazon    | 10:00:01
                        10:00:01 | AMZN | Amazon.de | 10:00:01
                        10:00:02 | NONE |           | 10:00:02
                        10:00:03 |      |           | 10:00:03
                        10:00:04 | ebay |           | 10:00:04
                        """)
                .gives(
                        "RESIDUAL",
                        """
                        10:00:01 | AMZN | Amazon.de | 10:00:01
                        10:00:02 | NONE |           | 10:00:02
                        10:00:03 |      |           | 10:00:03
                        10:00:04 | ebay |           | 10:00:04
                        """)
                .gives(
                        "CALCULATED",
                        """
                        10:00:01 | AMZN | Amazon    | 10:00:01
                        10:00:01 | AMZN | Amazon.de | 10:00:01
                        10:00:04 | ebay | Ebay      | 10:00:04
                        """)
                .gives("UNEQUAL", "10:00:01 | AMZN | Amazon.de | 10:00:01")
                .gives("COMMA", "10:00:01 | AMZN | Amazon.de | 10:00:01")
                .parallelism(2)
                .run();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "S_001 AS s RIGHT JOIN \"CompanyName\" AS c ON s.TICKER = c.\"Ticker\"; only the stream's rows can be kept",
                "\"CompanyName\" AS s JOIN \"CompanyName\" AS c ON s.\"Ticker\" = c.\"Ticker\"; both are reference tables",
                "S_001 OVER (ROWS 3 PRECEDING) AS s JOIN \"CompanyName\" AS c ON s.TICKER = c.\"Ticker\"; has no window",
            })
    void refusesWhatCannotBe(String join, String why) {
        CodeError refused = assertThrows(CodeError.class, () -> on(pump("\"OUT\"", join).replace("\"OUT\"_PUMP", "P")).run());
        assertEquals(true, refused.getMessage().contains(why), refused.getMessage());
        assertEquals(3, refused.line());
    }
}
