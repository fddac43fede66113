package io.weir.sql.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.weir.sql.function.log.LogParse;
import java.util.function.Function;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowErrorsTest {
    @BeforeEach
    void begin() {
        RowErrors.clear();
    }

    @Test
    void theFirstFailureOfARowIsTold() {
        RowErrors.report("A", "first");
        RowErrors.report("B", "second");
        assertEquals(new RowErrors.Failure("A", "first"), RowErrors.take());
        assertNull(RowErrors.take());
    }

    @Test
    void anotherThreadsRowIsAnotherRow() throws InterruptedException {
        Thread other = new Thread(() -> RowErrors.report("A", "there"));
        other.start();
        other.join();
        assertNull(RowErrors.take());
    }

    /** Hostile texts among them: a number of a billion digits is no reason to write it out. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    BIGINT  | 9223372036854775808 | Value out of range | is beyond what BIGINT holds
                    BIGINT  | 1e999999999         | Coercion error     | cannot become BIGINT
                    BIGINT  | 1e-999999999        |                    | 0
                    BIGINT  | NaN                 | Coercion error     | cannot become BIGINT
                    BIGINT  | 0x10                | Coercion error     | cannot become BIGINT
                    BIGINT  | -2.5                |                    | -3
                    DOUBLE  | 1e400               | Value out of range | is beyond what DOUBLE holds
                    DOUBLE  | Infinity            | Coercion error     | cannot become DOUBLE
                    DOUBLE  | 1d                  | Coercion error     | cannot become DOUBLE
                    REAL    | 1e39                | Value out of range | is beyond what REAL holds
                    DECIMAL | 123456              | Value out of range | is beyond what DECIMAL(5,1) holds
                    DECIMAL | 1.25                |                    | 1.3
                    BOOLEAN | ' True '            |                    | true
                    BOOLEAN | 1                   | Coercion error     | cannot become BOOLEAN
                    DATE    | 2021-02-30          | Coercion error     | cannot become DATE
                    TIME    | 25:00:00            | Coercion error     | cannot become TIME
                    """)
    void textsThatAreNoValues(String type, String text, String name, String told) {
        Function<Object, Object> cast =
                switch (type) {
                    case "BIGINT" -> value -> Casts.toLong(value, Long.MIN_VALUE, Long.MAX_VALUE, type);
                    case "DOUBLE" -> value -> Casts.toDouble(value, type);
                    case "REAL" -> value -> Casts.toFloat(value, type);
                    case "DECIMAL" -> value -> Casts.toDecimal(value, 5, 1, "DECIMAL(5,1)");
                    case "BOOLEAN" -> Casts::toBoolean;
                    case "DATE" -> Casts::toDate;
                    default -> Casts::toTime;
                };
        Object value = cast.apply(StringData.fromString(text));
        RowErrors.Failure failure = RowErrors.take();
        if (name == null) {
            assertEquals(told, String.valueOf(value));
            assertNull(failure);
        } else {
            assertNull(value);
            assertEquals(name, failure.code());
            assertEquals("'" + text + "' " + told, failure.message());
        }
    }

    @Test
    void noTextEndsTheJobByItsLength() {
        StringData endless = StringData.fromString("a".repeat(1_000_000));
        assertNull(LogParse.regex("((a|b)*)c", null).eval(endless));
        assertEquals("the text is too long for the regular expression", RowErrors.take().message());
        assertNull(new TextFunctions.RegexReplace().eval(endless.toString(), "(a|b)*c", "", 1, 0));
        assertEquals("the text is too long for the regular expression", RowErrors.take().message());
        StringData quoted = StringData.fromString("h - u [t] \"" + endless + "\" 200 5");
        assertEquals(1024, LogParse.w3c("COMMON").eval(quoted).getString(4).toString().length());
        assertNull(RowErrors.take());
    }
}
