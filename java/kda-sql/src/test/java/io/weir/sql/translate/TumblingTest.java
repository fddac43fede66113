package io.weir.sql.translate;

import io.weir.sql.testing.SqlCase;
import org.junit.jupiter.api.Test;

/** Tumbling windows in every way to write them. */
class TumblingTest {
    private static final String ROWS =
            """
            10:00:00     | a | 1
            10:00:30     | b | 2
            10:00:59.999 | a | 4
            10:01:00     | a | 8
            10:03:00     | b | 16
            """;

    private static SqlCase sums(String select) {
        return SqlCase.of(
                        """
                        CREATE OR REPLACE STREAM "OUT" (K VARCHAR(4), N INTEGER);
                        CREATE OR REPLACE PUMP P AS INSERT INTO "OUT"
                        """
                                + select)
                .input("S_001", "K VARCHAR(4), V INTEGER", ROWS);
    }

    @Test
    void step() {
        sums("SELECT STREAM K, SUM(V) FROM S_001 GROUP BY K, STEP(S_001.ROWTIME BY INTERVAL '1' MINUTE)")
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
}
