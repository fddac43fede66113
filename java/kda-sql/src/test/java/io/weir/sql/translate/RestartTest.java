package io.weir.sql.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.sql.testing.RestartedProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program of everything that keeps something gives the same rows with a stop half-way, a savepoint, and a start at another parallelism. */
class RestartTest {
    private static final String PROGRAM =
            """
            CREATE STREAM TUMBLING (K VARCHAR(4), N BIGINT, S INTEGER);
            CREATE PUMP P1 AS INSERT INTO TUMBLING SELECT STREAM K, COUNT(*), SUM(V) FROM S_001
                GROUP BY K, STEP(S_001.ROWTIME BY INTERVAL '1' MINUTE);
            CREATE STREAM STAGGERED (K VARCHAR(4), N BIGINT);
            CREATE PUMP P2 AS INSERT INTO STAGGERED SELECT STREAM K, COUNT(*) FROM S_001
                WINDOWED BY STAGGER (PARTITION BY K RANGE INTERVAL '40' SECOND);
            CREATE STREAM SLIDING (K VARCHAR(4), S INTEGER);
            CREATE PUMP P3 AS INSERT INTO SLIDING
                SELECT STREAM K, SUM(V) OVER (PARTITION BY K RANGE INTERVAL '30' SECOND PRECEDING) FROM S_001;
            CREATE STREAM JOINED (K VARCHAR(4), L INTEGER, R INTEGER);
            CREATE PUMP P4 AS INSERT INTO JOINED
                SELECT STREAM l.K, l.V, r.V FROM S_001 OVER (RANGE INTERVAL '20' SECOND PRECEDING) AS l
                LEFT JOIN T_001 OVER (RANGE INTERVAL '20' SECOND PRECEDING) AS r ON l.K = r.K AND l.V < r.V;
            CREATE STREAM ROWS_ (K VARCHAR(4), L INTEGER, R INTEGER);
            CREATE PUMP P5 AS INSERT INTO ROWS_
                SELECT STREAM l.K, l.V, r.V FROM S_001 OVER (ROWS 5 PRECEDING) AS l FULL JOIN T_001 AS r ON l.K = r.K;
            CREATE STREAM SCORES (K VARCHAR(4), SCORE DOUBLE);
            CREATE PUMP P6 AS INSERT INTO SCORES
                SELECT STREAM K, ANOMALY_SCORE FROM TABLE(RANDOM_CUT_FOREST(CURSOR(SELECT STREAM * FROM S_001), 20, 16, 1000, 1));
            CREATE STREAM ORDERED (K VARCHAR(4), RANK_ INTEGER);
            CREATE PUMP P7 AS INSERT INTO ORDERED
                SELECT STREAM K, "r" FROM TABLE(GROUP_RANK(CURSOR(SELECT STREAM * FROM TUMBLING), 'N', 'r', 'desc', 'asc', 0, 0));
            CREATE STREAM CHANGES (M INTEGER, N BIGINT);
            CREATE PUMP P8 AS INSERT INTO CHANGES
                SELECT STREAM STEP(N BY 10), COUNT(*) FROM S_001 GROUP BY MONOTONIC(STEP(N BY 10));
            """;

    @TempDir
    Path savepoints;

    @Test
    void aRestartLeavesNoTrace() throws Exception {
        Random random = new Random(5);
        RestartedProgram program =
                RestartedProgram.of(PROGRAM)
                        .input("S_001", "K VARCHAR(4), V INTEGER, N INTEGER", rows(random, 160, true))
                        .input("T_001", "K VARCHAR(4), V INTEGER", rows(random, 120, false));
        List<String> straight = program.straight(2);
        assertEquals(String.join("\n", straight), String.join("\n", program.restarted(2, 3, savepoints)));
        for (String stream : List.of("TUMBLING", "STAGGERED", "SLIDING", "JOINED", "ROWS_", "SCORES", "ORDERED", "CHANGES")) {
            assertTrue(straight.stream().anyMatch(line -> line.startsWith(stream)), stream);
        }
    }

    private static String rows(Random random, int count, boolean numbered) {
        StringBuilder text = new StringBuilder();
        int time = 0;
        for (int i = 0; i < count; i++) {
            time += 1 + random.nextInt(5000);
            String at = "10:%02d:%02d.%03d".formatted(time / 60_000, time / 1000 % 60, time % 1000);
            text.append(at).append(" | k").append(random.nextInt(4)).append(" | ").append(random.nextInt(50));
            text.append(numbered ? " | " + i : "").append('\n');
        }
        return text.toString();
    }
}
