package io.weir.sql.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.sql.program.CodeError;
import io.weir.sql.testing.SqlCase;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that cannot be run: each is refused at the place that is wrong, marked here with a caret before it, and in words that help. */
class MalformedProgramTest {
    private static final String OUT = "CREATE OR REPLACE STREAM \"OUT\" (K VARCHAR(4), N INTEGER);\n";
    private static final String PUMP = OUT + "CREATE OR REPLACE PUMP P AS INSERT INTO \"OUT\"\n";

    static Stream<Arguments> programs() {
        return Stream.of(
                // What the grammar does not know.
                refused("^INSERT INTO A SELECT STREAM * FROM S", "expected one of ;, CREATE"),
                refused("CREATE OR REPLACE ^TABLE T (A INTEGER);", "expected one of FUNCTION, PUMP, STREAM, VIEW"),
                refused(OUT.replace(";", "") + "^CREATE PUMP P AS INSERT INTO \"OUT\" SELECT STREAM K, N FROM S", "Found \"CREATE\", expected"),
                refused("CREATE STREAM ^VALUE (A INTEGER)", "expected an identifier"),
                refused("CREATE STREAM A (B INTEGER^", "the end of the code"),
                refused("CREATE STREAM A (B INTEGER ^C VARCHAR(3))", "Found \"C\""),
                refused(OUT + "CREATE PUMP P AS ^SELECT STREAM K, N FROM S", "expected INSERT"),
                refused(PUMP + "SELECT STREAM K, N S ^WHERE N = 1", "FROM"),
                refused(PUMP + "SELECT STREAM K, N FROM S WHERE N = 'a' AND^", "the end of the code"),
                refused(PUMP + "SELECT STREAM K, COUNT(*) FROM S GROUP BY K, STEP(S.ROWTIME^, INTERVAL '1' MINUTE)", "BY"),
                refused(PUMP + "SELECT STREAM K, N FROM S WHERE K = ^'never ends", "a quote that nothing closes"),
                refused("CREATE STREAM A (^\"" + "x".repeat(129) + "\" INTEGER)", "128"),
                // Names.
                refused(OUT + "CREATE PUMP P AS INSERT INTO ^\"Out\" SELECT STREAM K, N FROM S", "did you mean \"OUT\"?"),
                refused(PUMP + "SELECT STREAM K, N FROM ^\"s\"", "did you mean \"S\"?"),
                refused(PUMP + "SELECT STREAM K, ^M FROM S", "There is no column \"M\""),
                refused(PUMP + "SELECT STREAM K, ^KAY FROM S", "There is no column \"KAY\""),
                refused(PUMP + "SELECT STREAM A.K, ^X.N FROM S AS A", "\"X\""),
                refused(PUMP + "SELECT STREAM A.K, ^A.M FROM S AS A", "There is no column of \"A\""),
                refused(PUMP + "SELECT STREAM K, COUNT(*) OVER ^X FROM S WINDOW W AS (ROWS 1 PRECEDING)", "There is no window \"X\""),
                refused(PUMP + "SELECT STREAM K, ^SUMM(N) FROM S", "SUMM"),
                refused(PUMP + "SELECT STREAM K, N FROM ^\"error_stream\"", "cannot be read by SQL"),
                refused(OUT + "CREATE PUMP P AS INSERT INTO ^S SELECT STREAM K, N FROM S", "cannot be inserted into"),
                refused(OUT + "CREATE PUMP P AS INSERT INTO \"OUT\" (K, ^X) SELECT STREAM K, N FROM S", "\"X\""),
                refused("CREATE STREAM A (B INTEGER);\nCREATE STREAM ^A (C INTEGER);", "CREATE OR REPLACE STREAM is expected"),
                refused("CREATE STREAM ^S (B INTEGER)", "taken by the application's configuration"),
                refused("CREATE STREAM A (B INTEGER, ^B INTEGER)", "twice"),
                refused(PUMP + "SELECT STREAM K, N FROM ^R", "reference table"),
                // Types and numbers of columns.
                refused("CREATE STREAM A (B ^STRING)", "STRING"),
                refused("CREATE STREAM A (B ^VARCHAR(70000))", "65535"),
                refused(PUMP + "^SELECT STREAM K FROM S", "selects 1 columns, but 2"),
                refused(PUMP + "SELECT STREAM K,\n  ^K + T FROM S", "Cannot apply '+'"),
                refused(PUMP + "SELECT STREAM K, N FROM S WHERE\n\n ^UPPER(N, K) = 'A'", "UPPER"),
                refused(OUT + "CREATE PUMP P AS INSERT INTO \"OUT\" SELECT STREAM K, ^B FROM S", "cannot be put there"),
                // What a stream cannot do.
                refused(PUMP + "SELECT STREAM K, COUNT(*) FROM S GROUP BY ^K", "at least one monotonic expression"),
                refused(PUMP + "SELECT STREAM DISTINCT ^K, N FROM S", "at least one monotonic expression"),
                refused(PUMP + "SELECT STREAM K, N FROM S ^ORDER BY N", "must start with monotonic expression"),
                refused(PUMP + "^SELECT STREAM K, N FROM S UNION SELECT STREAM K, N FROM S", "UNION ALL is expected"),
                refused(PUMP + "SELECT STREAM K, N FROM S WHERE N IN (^SELECT N FROM S)", "cannot stand within"),
                refused(PUMP + "SELECT STREAM K, SUM(N) OVER (ROWS BETWEEN 2 PRECEDING AND ^1 FOLLOWING) FROM S", "ends with the current row"),
                refused(PUMP + "SELECT STREAM K, N FROM ^\"OUT\"", "filled from itself"),
                refused(PUMP + "SELECT STREAM K, ^N FROM S GROUP BY K, FLOOR(S.ROWTIME TO MINUTE)", "not being grouped"),
                refused(
                        "CREATE FUNCTION F (a INTEGER) RETURNS INTEGER CONTAINS SQL RETURN a + ^b;\n" + PUMP + "SELECT STREAM K, F(N) FROM S",
                        "no parameter \"B\""),
                refused(
                        "CREATE FUNCTION ^F (a INTEGER) RETURNS INTEGER CONTAINS SQL RETURN F(a);\n" + PUMP + "SELECT STREAM K, F(N) FROM S",
                        "calls itself"));
    }

    private static Arguments refused(String marked, String words) {
        return Arguments.of(marked, words);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void isRefusedAtItsPlace(String marked, String words) {
        int caret = marked.indexOf('^');
        String code = marked.substring(0, caret) + marked.substring(caret + 1);
        String before = marked.substring(0, caret);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = caret - before.lastIndexOf('\n');
        CodeError error =
                assertThrows(
                        CodeError.class,
                        () -> SqlCase.of(code)
                                .input("S", "K VARCHAR(4), N INTEGER, T TIMESTAMP, B VARBINARY(8)", "")
                                .reference("R", "K VARCHAR(4)", "a")
                                .check());
        assertTrue(error.getMessage().contains(words), error.getMessage());
        assertEquals(line + ":" + column, error.line() + ":" + error.column(), error.getMessage());
    }
}
