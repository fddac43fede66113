package io.weir.sql.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    BOOLEAN                 | BOOLEAN
                    tinyint                 | TINYINT
                    SMALLINT                | SMALLINT
                    INT                     | INT
                    INTEGER                 | INT
                    BIGINT                  | BIGINT
                    REAL                    | FLOAT
                    FLOAT                   | DOUBLE
                    DOUBLE                  | DOUBLE
                    double  precision       | DOUBLE
                    DECIMAL(10,2)           | DECIMAL(10, 2)
                    DECIMAL(10)             | DECIMAL(10, 0)
                    NUMERIC                 | DECIMAL(18, 0)
                    DEC( 5 , 1 )            | DECIMAL(5, 1)
                    CHAR                    | VARCHAR(1)
                    CHAR(4)                 | VARCHAR(4)
                    CHARACTER(4)            | VARCHAR(4)
                    VARCHAR(16)             | VARCHAR(16)
                    CHARACTER VARYING(16)   | VARCHAR(16)
                    VARCHAR                 | VARCHAR(65535)
                    BINARY(2)               | BINARY(2)
                    VARBINARY(2)            | VARBINARY(2)
                    BINARY VARYING(2)       | VARBINARY(2)
                    DATE                    | DATE
                    TIME                    | TIME(0)
                    TIMESTAMP               | TIMESTAMP(3)
                    TIMESTAMP(6)            | TIMESTAMP(3)
                    TIMESTAMP WITHOUT TIME ZONE | TIMESTAMP(3)
                    INTERVAL DAY TO SECOND  | INTERVAL SECOND(3)
                    INTERVAL MINUTE         | INTERVAL SECOND(3)
                    INTERVAL YEAR TO MONTH  | INTERVAL MONTH
                    """)
    void typesAreFlinks(String text, String flink) {
        assertEquals(flink, Types.of(text).asSummaryString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"STRING", "TEXT", "VARCHAR(0)", "VARCHAR(65536)", "DECIMAL(39,0)", "DECIMAL(4,5)", "NUMBER(3)", "", "VARCHAR(x)"})
    void whatIsNoTypeIsToldSo(String text) {
        IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class, () -> Types.of(text));
        assertTrue(wrong.getMessage().contains("expected"), wrong.getMessage());
    }
}
