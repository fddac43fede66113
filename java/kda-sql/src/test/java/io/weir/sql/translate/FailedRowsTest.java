package io.weir.sql.translate;

import io.weir.sql.testing.SqlCase;
import org.junit.jupiter.api.Test;

/** Rows whose expressions fail go to the error stream, and count nowhere else. */
class FailedRowsTest {
    private static final String ROWS =
            """
            10:00:00 | a | 10 | 2
            10:00:10 | b | 10 | 0
            10:00:20 | c | 9  | 3
            10:01:10 | d | 8  | 0
            10:01:20 | e | 6  | 1
            """;

    private static SqlCase program(String columns, String query) {
        return SqlCase.of("CREATE STREAM D (" + columns + "); CREATE PUMP P AS INSERT INTO D " + query)
                .input("S", "K VARCHAR(4), A INTEGER, B INTEGER", ROWS);
    }

    @Test
    void aValueThatFails() {
        program("K VARCHAR(4), Q INTEGER", "SELECT STREAM K, A / B FROM S")
                .gives("D", """
                        10:00:00 | a | 5
                        10:00:20 | c | 3
                        10:01:20 | e | 6
                        """)
                .fails("""
                        10:00:10 | Division by zero | division by zero
                        10:01:10 | Division by zero | division by zero
                        """)
                .run();
    }

    @Test
    void aConditionThatFailsIsNoConditionThatIsFalse() {
        program("K VARCHAR(4)", "SELECT STREAM K FROM S WHERE A / B > 4")
                .gives("D", """
                        10:00:00 | a
                        10:01:20 | e
                        """)
                .fails("""
                        10:00:10 | Division by zero | division by zero
                        10:01:10 | Division by zero | division by zero
                        """)
                .run();
    }

    @Test
    void aValueThatIsNotAskedForDoesNotFail() {
        program("K VARCHAR(4), Q INTEGER", "SELECT STREAM K, CASE WHEN B = 0 THEN -1 ELSE A / B END FROM S WHERE B < 2")
                .gives("D", """
                        10:00:10 | b | -1
                        10:01:10 | d | -1
                        10:01:20 | e | 6
                        """)
                .run();
    }

    @Test
    void aFailedRowIsInNoGroup() {
        program(
                        "N BIGINT, Q BIGINT",
                        "SELECT STREAM COUNT(*), SUM(A / B) FROM S GROUP BY STEP(S.ROWTIME BY INTERVAL '1' MINUTE)")
                .gives("D", """
                        10:01:00 | 2 | 8
                        10:02:00 | 1 | 6
                        """)
                .fails("""
                        10:00:10 | Division by zero | division by zero
                        10:01:10 | Division by zero | division by zero
                        """)
                .run();
    }

    @Test
    void aKeyAndAConditionOfGroups() {
        program(
                        "Q INTEGER, N BIGINT",
                        "SELECT STREAM A / B, COUNT(*) FROM S WHERE 100 / B > 1 GROUP BY A / B, FLOOR(S.ROWTIME TO MINUTE)")
                .gives("D", """
                        10:01:00 | 5 | 1
                        10:01:00 | 3 | 1
                        10:02:00 | 6 | 1
                        """)
                .fails("""
                        10:00:10 | Division by zero | division by zero
                        10:01:10 | Division by zero | division by zero
                        """)
                .run();
    }

    @Test
    void aGroupThatFails() {
        program(
                        "Q BIGINT",
                        "SELECT STREAM SUM(A) / (SUM(B) - 5) FROM S GROUP BY STEP(S.ROWTIME BY INTERVAL '1' MINUTE)"
                                + " HAVING 10 / (SUM(B) - 5) < 100")
                .gives("D", "10:02:00 | -3")
                .fails("10:01:00 | Division by zero | division by zero")
                .run();
    }

    @Test
    void anAssignmentThatDoesNotFit() {
        program("K VARCHAR(1), A TINYINT", "SELECT STREAM K || K, A * B * 10 FROM S")
                .gives("D", """
                        10:00:10 | b | 0
                        10:01:10 | d | 0
                        10:01:20 | e | 60
                        """)
                .fails("""
                        10:00:00 | Value out of range | 200 is beyond what TINYINT holds
                        10:00:20 | Value out of range | 270 is beyond what TINYINT holds
                        """)
                .run();
    }

    @Test
    void aCastThatDoesNotFit() {
        program("A INTEGER", "SELECT STREAM CAST(K AS INTEGER) FROM S WHERE K < 'c'")
                .fails("""
                        10:00:00 | Coercion error | 'a' cannot become INTEGER
                        10:00:10 | Coercion error | 'b' cannot become INTEGER
                        """)
                .run();
    }

    @Test
    void aConditionOfAJoin() {
        program("K VARCHAR(4), N VARCHAR(4)", "SELECT STREAM S.K, R.N FROM S JOIN R ON S.K = R.K AND A / B > 4")
                .reference("R", "K VARCHAR(4), N VARCHAR(4)", """
                        a | x
                        b | y
                        c | z
                        """)
                .gives("D", "10:00:00 | a | x")
                .fails("10:00:10 | Division by zero | division by zero")
                .run();
    }

    @Test
    void aFailedRowIsInNoWindow() {
        program("K VARCHAR(4), N BIGINT, Q INTEGER", "SELECT STREAM K, COUNT(*) OVER W, SUM(A / B) OVER W FROM S WINDOW W AS (ROWS 1 PRECEDING)")
                .gives("D", """
                        10:00:00 | a | 1 | 5
                        10:00:20 | c | 2 | 8
                        10:01:20 | e | 2 | 9
                        """)
                .fails("""
                        10:00:10 | Division by zero | division by zero
                        10:01:10 | Division by zero | division by zero
                        """)
                .run();
    }

    @Test
    void failuresOfSubtasksAreTheirOwn() {
        program("K VARCHAR(4), N BIGINT", "SELECT STREAM K, COUNT(*) FROM S WHERE A / B > 2 GROUP BY K, STEP(S.ROWTIME BY INTERVAL '1' HOUR)")
                .parallelism(2)
                .gives("D", """
                        11:00:00 | a | 1
                        11:00:00 | c | 1
                        11:00:00 | e | 1
                        """)
                .fails("""
                        10:00:10 | Division by zero | division by zero
                        10:01:10 | Division by zero | division by zero
                        """)
                .run();
    }
}
