package io.weir.sql.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.sql.program.CodeError;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be told of a call before it runs is told to its author, with the place. */
class WrongCallsTest {
    /** How many characters stand before an expression in {@link Expressions#parse}. */
    private static final int BEFORE = "CREATE PUMP P AS INSERT INTO D SELECT STREAM ".length();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    CHAR_TO_TIMESTAMP('bb', T)                        | 19 | is not a date and time pattern
                    CHAR_TO_TIMESTAMP('yyyy')                         | 1  | expected CHAR_TO_TIMESTAMP(pattern, value)
                    UNIX_TIMESTAMP()                                  | 1  | expected UNIX_TIMESTAMP(timestamp)
                    REGEX_REPLACE(T, '(', '', 1, 0)                   | 18 | is not a regular expression
                    REGEX_REPLACE(T, 'a')                             | 1  | has 2 arguments
                    REGEX_LOG_PARSE(T, 'abc')                         | 1  | has no groups
                    REGEX_LOG_PARSE(T, NS)                            | 20 | as a text in quotes
                    REGEX_LOG_PARSE(T, '(a)(b)', 'x')                 | 1  | 1 columns are named and the expression has 2 groups
                    W3C_LOG_PARSE(T, 'nothing')                       | 1  | is no format of a log
                    VARIABLE_COLUMN_LOG_PARSE(T, 'a TYPE TEXT', ',')  | 1  | there is no type TEXT
                    VARIABLE_COLUMN_LOG_PARSE(T, 'a b c 1', ',')      | 1  | does not describe a column
                    FIXED_COLUMN_LOG_PARSE(T, 'a TYPE DATE')          | 1  | column a has no START
                    STEP(I BY 0)                                      | 11 | a unit above zero
                    STEP(I BY I)                                      | 11 | an interval or a whole number
                    EXP_AVG(I, 10)                                    | 12 | an interval of days to seconds
                    CAST(I AS TEXT)                                   | 11 | there is no type TEXT
                    SUBSTRING(T SIMILAR 'abc' ESCAPE '#')             | 21 | three parts
                    SUBSTRING(T)                                      | 1  | SUBSTRING expects FROM
                    """)
    void theAuthorIsTold(String expression, int column, String message) {
        ScalarRewrites rewrites = new ScalarRewrites(TableEnvironment.create(EnvironmentSettings.inBatchMode()));
        CodeError error = assertThrows(CodeError.class, () -> rewrites.rewrite(Expressions.parse(expression)));
        assertTrue(error.getMessage().contains(message), error.getMessage());
        assertEquals(BEFORE + column, error.column());
        assertEquals(1, error.line());
    }
}
