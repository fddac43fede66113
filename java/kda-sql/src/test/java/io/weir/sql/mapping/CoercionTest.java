package io.weir.sql.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The developer guide's table of what each JSON type becomes in each SQL type. "no" is a coercion error. */
class CoercionTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', nullValues = "-", textBlock = """
        null                            ; INTEGER       ; null
        null                            ; VARCHAR(4)    ; null
        null                            ; TIMESTAMP     ; null
        true                            ; INTEGER       ; 1
        false                           ; DECIMAL(5, 2) ; 0.00
        true                            ; DOUBLE        ; 1.0
        true                            ; VARBINARY(4)  ; 01
        false                           ; VARBINARY(4)  ; 00
        true                            ; BINARY(2)     ; 0001
        true                            ; BOOLEAN       ; true
        false                           ; VARCHAR(8)    ; false
        true                            ; VARCHAR(2)    ; tr
        true                            ; TIMESTAMP     ; no
        true                            ; DATE          ; no
        67321                           ; INTEGER       ; 67321
        67321                           ; BIGINT        ; 67321
        67321                           ; SMALLINT      ; no
        -128                            ; TINYINT       ; -128
        128                             ; TINYINT       ; no
        123.4                           ; INTEGER       ; no
        123.0                           ; INTEGER       ; 123
        1.2e2                           ; INTEGER       ; 120
        9223372036854775808             ; BIGINT        ; no
        1e999999999                     ; BIGINT        ; no
        1e-999999999                    ; BIGINT        ; no
        84.51                           ; DECIMAL(5, 2) ; 84.51
        84.515                          ; DECIMAL(5, 2) ; no
        1234.5                          ; DECIMAL(5, 2) ; 1234.50
        12345.5                         ; DECIMAL(5, 2) ; no
        1.0                             ; DECIMAL(1, 1) ; 1.0
        12.5                            ; DECIMAL(2, 1) ; no
        1e999999999                     ; DECIMAL(5, 2) ; no
        0e999999999                     ; DECIMAL(5, 2) ; 0.00
        -0.5                            ; DOUBLE        ; -0.5
        1e400                           ; DOUBLE        ; no
        0.5                             ; REAL          ; 0.5
        1e39                            ; REAL          ; no
        1                               ; VARBINARY(4)  ; no
        0                               ; BOOLEAN       ; false
        0.00e9                          ; BOOLEAN       ; false
        -7                              ; BOOLEAN       ; true
        1.50                            ; VARCHAR(8)    ; 1.50
        12345                           ; VARCHAR(3)    ; 123
        1520280173                      ; TIMESTAMP     ; no
        "17"                            ; INTEGER       ; 17
        "foo"                           ; INTEGER       ; no
        ""                              ; INTEGER       ; no
        " 2.5 "                         ; DOUBLE        ; 2.5
        "NaN"                           ; DOUBLE        ; no
        "0x1p3"                         ; DOUBLE        ; no
        "X'3F67A23A'"                   ; VARBINARY(4)  ; 3f67a23a
        "X'3F67A'"                      ; VARBINARY(4)  ; no
        "X'3F67A23A00'"                 ; VARBINARY(4)  ; no
        "X'3F'"                         ; BINARY(2)     ; 3f00
        "3F67A23A"                      ; VARBINARY(4)  ; no
        "True"                          ; BOOLEAN       ; true
        "1"                             ; BOOLEAN       ; false
        "anything else"                 ; BOOLEAN       ; false
        "John Doe"                      ; VARCHAR(16)   ; John Doe
        "John Doe"                      ; VARCHAR(4)    ; John
        "😀😀😀"                         ; VARCHAR(2)    ; 😀😀
        "1992-02-14"                    ; DATE          ; 8079
        "1992-02-14"                    ; TIMESTAMP     ; 1992-02-14T00:00
        "1992-02-14 18:35:44.0"         ; TIMESTAMP     ; 1992-02-14T18:35:44
        "1992-02-14 18:35:44"           ; TIMESTAMP     ; 1992-02-14T18:35:44
        "1992-02-14 18:35:44.0"         ; DATE          ; 8079
        "2018-08-01T20:17:20.797945"    ; TIMESTAMP     ; 2018-08-01T20:17:20.797
        "2018-08-01T20:17:20Z"          ; TIMESTAMP     ; 2018-08-01T20:17:20
        "2018-08-01T00:17:20+02:00"     ; TIMESTAMP     ; 2018-07-31T22:17:20
        "18:35:44.5"                    ; TIME          ; 66944500
        "1992-02-14 18:35:44.5"         ; TIME          ; 66944500
        "18:35:44"                      ; DATE          ; no
        "02/14/1992"                    ; DATE          ; no
        "1992-02-31"                    ; DATE          ; no
        [1,2]                           ; INTEGER       ; no
        {"b": 1}                        ; TIMESTAMP     ; no
        {"b": [1.10, " x y\\" "], "c": {}} ; VARCHAR(64) ; {"b":[1.10," x y\\" "],"c":{}}
        [1, 2, 3]                       ; VARCHAR(4)    ; [1,2
        """)
    void becomes(String json, String type, String expected) {
        List<String> seen = Mapped.json("$", "{\"a\": " + json + "}", type + " $.a");
        String only = seen.get(0);
        assertEquals(1, seen.size());
        assertEquals(expected, only.startsWith("!Coercion error: ") ? "no" : only.substring(1));
    }
}
