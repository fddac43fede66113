package io.weir.sql.function;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each function of AWS's SQL reference, with its own examples where it has some. One job evaluates all of them. */
class ScalarFunctionsTest {
    private static final String NUMBERS =
            """
            ABS(NEG) => 7
            CEIL(D) => 3.0
            CAST(CEILING(PRICE) AS INTEGER) => 13
            FLOOR(D) => 2.0
            CAST(FLOOR(-12.5) AS INTEGER) => -13
            MOD(I, 4) => 3
            MOD(NEG, 4) => -3
            LN(1) => 0.0
            LOG10(100) => 2.0
            EXP(0) => 1.0
            POWER(2, 10) => 1024.0
            STEP(23 BY 5) => 20
            STEP(30 BY 10) => 30
            STEP(NEG BY 5) => -10
            STEP(D BY 2) => 2.0
            STEP(PRICE BY 5) => 10.00
            STEP(N BY 5) => null
            I / 2 => 3
            I / 2.0 => 3.500000
            NEG / 2 => -3
            D / 2 => 1.25
            """;

    private static final String WHAT_FAILS_THE_ROW_IS_NULL_MEANWHILE =
            """
            I / ZERO => null
            1 / 0 => null
            D / ZERO => null
            PRICE / ZERO => null
            MOD(I, ZERO) => null
            LN(ZERO) => null
            LOG10(NEG) => null
            EXP(L) => null
            POWER(D, L) => null
            CASE WHEN ZERO = 0 THEN -1 ELSE I / ZERO END => -1
            CAST(T AS INTEGER) => null
            CAST(L AS INTEGER) => null
            CAST(1000 AS TINYINT) => null
            CAST(T AS TIMESTAMP) => null
            CAST('2004-13-30' AS DATE) => null
            CHAR_TO_TIMESTAMP('yyyy-MM-dd', T) => null
            """;

    private static final String TEXTS =
            """
            CHAR_LENGTH('one') => 3
            CHARACTER_LENGTH('') => 0
            INITCAP('Each FIRST lEtTeR is cAPITALIZED') => Each First Letter Is Capitalized
            LOWER('abcDEFghi123') => abcdefghi123
            UPPER('abcDEFghi123') => ABCDEFGHI123
            OVERLAY('12345' PLACING 'foo' FROM 1) => foo45
            OVERLAY('12345' PLACING 'foo' FROM 0) => foo345
            OVERLAY('12345' PLACING 'foo' FROM -2) => foo12345
            OVERLAY('12345' PLACING 'foo' FROM 4) => 123foo
            OVERLAY('12345' PLACING 'foo' FROM 17) => 12345foo
            OVERLAY('12345' PLACING 'foo' FROM 2 FOR 0) => 1foo2345
            OVERLAY('12345' PLACING 'foo' FROM 2 FOR 2) => 1foo45
            OVERLAY('12345' PLACING 'foo' FROM 2 FOR 9) => 1foo
            OVERLAY(NS PLACING 'foo' FROM 2) => null
            POSITION('findme' IN '1234findmeXXX') => 5
            POSITION('findme' IN '1234not-hereXXX') => 0
            POSITION('' IN '1234567') => 1
            POSITION('34' IN '123412341234') => 3
            SUBSTRING('123456789' FROM 3 FOR 4) => 3456
            SUBSTRING('123456789' FROM 17 FOR 4) =>\s
            SUBSTRING('123456789' FROM -1 FOR 4) => 12
            SUBSTRING('123456789' FROM 6 FOR 0) =>\s
            SUBSTRING('123456789' FROM 8 FOR 4) => 89
            SUBSTRING('123456789', 3) => 3456789
            SUBSTRING(T, 0, 3) => Ki
            SUBSTRING(T FROM I - 5 FOR I) => inesis
            SUBSTRING(T FROM 'n[a-z]s') => nes
            SUBSTRING(T FROM N FOR 2) => null
            SUBSTRING('123456789' SIMILAR '23#"456#"78' ESCAPE '#') => null
            SUBSTRING('123456789' SIMILAR '123#"456#"789' ESCAPE '#') => 456
            SUBSTRING('123456789' SIMILAR '%3#"[4-6]+#"_%' ESCAPE '#') => 456
            TRIM(BOTH FROM '  free  ') => free
            TRIM(LEADING 'x' FROM 'xxabxx') => abxx
            TRIM(TRAILING 'x' FROM 'xxabxx') => xxab
            'a' || T => aKinesis
            T || NS => null
            REGEX_REPLACE('http://aws.amazon.com', 'http', 'https', 1, 0) => https://aws.amazon.com
            REGEX_REPLACE('a1b2c3', '[0-9]', '#', 1, 0) => a#b#c#
            REGEX_REPLACE('a1b2c3', '[0-9]', '#', 1, 2) => a1b#c3
            REGEX_REPLACE('a1b2c3', '[0-9]', '#', 3, 1) => a1b#c3
            REGEX_REPLACE('a1b2c3', '[0-9]', '$', 9, 0) => a1b2c3
            REGEX_REPLACE(NS, '[0-9]', '#', 1, 0) => null
            'Kinesis' LIKE 'Kin%' => true
            'a_b' LIKE 'a\\_b' ESCAPE '\\' => true
            'axb' LIKE 'a\\_b' ESCAPE '\\' => false
            'axb' NOT LIKE 'a\\_b' ESCAPE '\\' => true
            'a_b' LIKE 'a!_b' ESCAPE '!' => true
            'banana' SIMILAR TO '(ba|na)+' => true
            COALESCE(NS, T) => Kinesis
            NULLIF(I, 7) => null
            u&'can''t' => can't
            I BETWEEN 1 AND 7 => true
            I IN (1, 7) => true
            N IS NULL => true
            N IS DISTINCT FROM I => true
            """;

    private static final String DATES_AND_TIMES =
            """
            CURRENT_TIMESTAMP => 2018-08-08T20:40:27.456
            LOCALTIMESTAMP => 2018-08-08T20:40:27.456
            CURRENT_DATE => 2018-08-08
            CURRENT_TIME => 20:40:27
            LOCALTIME => 20:40:27
            CURRENT_ROW_TIMESTAMP > CURRENT_TIMESTAMP => true
            EXTRACT(YEAR FROM TS) => 2004
            EXTRACT(MONTH FROM DT) => 9
            EXTRACT(DAY FROM DT) => 30
            EXTRACT(HOUR FROM TS) => 13
            EXTRACT(MINUTE FROM TM) => 48
            EXTRACT(SECOND FROM TS) => 23
            EXTRACT(DAY FROM INTERVAL '3 4' DAY TO HOUR) => 3
            FLOOR(TS TO HOUR) => 2004-09-30T13:00
            CEIL(TS TO MINUTE) => 2004-09-30T13:49
            FLOOR(TS TO MONTH) => 2004-09-01T00:00
            STEP(CAST('2004-09-30 13:48:23' AS TIMESTAMP) BY INTERVAL '10' SECOND) => 2004-09-30T13:48:20
            STEP(TS BY INTERVAL '2' HOUR) => 2004-09-30T12:00
            STEP(TS BY INTERVAL '1' MINUTE) => 2004-09-30T13:48
            STEP(TS BY INTERVAL '1' DAY) => 2004-09-30T00:00
            STEP(TS BY INTERVAL '3' MONTH) => 2004-07-01T00:00
            STEP(TS BY INTERVAL '1' YEAR) => 2004-01-01T00:00
            STEP(DT BY INTERVAL '1' MONTH) => 2004-09-01
            STEP(TM BY INTERVAL '15' MINUTE) => 13:45
            UNIX_TIMESTAMP(TIMESTAMP '2017-09-27 20:32:23') => 1506544343000
            UNIX_TIMESTAMP(TS) => 1096552103456
            TO_TIMESTAMP(L) => 2017-09-27T20:32:23
            TO_TIMESTAMP(N) => null
            TSDIFF(TS, TS + INTERVAL '90' SECOND) => 90000
            TSDIFF(TS + INTERVAL '90' SECOND, TS) / 1000 => -90
            TSDIFF(L, L + 5) => 5
            TSDIFF(TS, CAST(NULL AS TIMESTAMP)) => null
            TS + INTERVAL '1' DAY => 2004-10-01T13:48:23.456
            DT + INTERVAL '1' MONTH => 2004-10-30
            (TS - TIMESTAMP '2004-09-30 13:00:00') SECOND => PT48M23.456S
            (TS - TIMESTAMP '2004-09-30 13:00:00') MINUTE > INTERVAL '5' MINUTE => true
            CAST((TS - TIMESTAMP '2004-09-30 13:00:00') MINUTE AS INTEGER) => 48
            CAST((TS - TIMESTAMP '2004-09-30 13:00:00') SECOND AS BIGINT) => 2903
            CAST((TIME '12:03:34' - TIME '11:57:23') MINUTE TO SECOND AS VARCHAR(8)) => +6:11
            CAST((TIME '12:03:23' - TIME '11:57:23') SECOND AS VARCHAR(8)) => +360
            CAST((DATE '2003-01-01' - DATE '2002-12-25') DAY AS VARCHAR(8)) => +7
            2 * INTERVAL '3 4' DAY TO HOUR => PT152H
            INTERVAL '3 4' DAY TO HOUR / 2 => PT38H
            INTERVAL '1' DAY + INTERVAL '3 4' DAY TO HOUR => PT100H
            INTERVAL '1' DAY - INTERVAL '3 4' DAY TO HOUR => PT-52H
            INTERVAL '1' YEAR + INTERVAL '3-4' YEAR TO MONTH => P52M
            """;

    private static final String PATTERNS =
            """
            CHAR_TO_TIMESTAMP('yyyy-MM-dd hh:mm:ss', '2009-09-16 03:15:24') => 2009-09-16T03:15:24
            CHAR_TO_TIMESTAMP('yyyy-mm', '2011-02-08 07:23:19') => 2011-01-01T00:02
            CHAR_TO_TIMESTAMP('MMM dd, yyyy', 'March 7, 2010') => 2010-03-07T00:00
            CHAR_TO_TIMESTAMP('MMM dd,', 'March 7, 2010') => 1970-03-07T00:00
            CHAR_TO_TIMESTAMP('MMM dd,y', 'March 7, 2010') => 2010-03-07T00:00
            CHAR_TO_TIMESTAMP('MMM dd,y', 'March 7, 10') => 0010-03-07T00:00
            CHAR_TO_TIMESTAMP('M-d', '2-8') => 1970-02-08T00:00
            CHAR_TO_TIMESTAMP('M-d', '2-8-2011') => 1970-02-08T00:00
            CHAR_TO_TIMESTAMP('M-d', '2011-2-8') => null
            CHAR_TO_TIMESTAMP('MM-dd-yyyy', '06-23-2011 10:11:12') => 2011-06-23T00:00
            CHAR_TO_TIMESTAMP('dd-MM-yy hh:mm:ss', '23-06-11 10:11:12') => 2011-06-23T10:11:12
            CHAR_TO_TIMESTAMP('yyyy-MM-dd hh:mm:ss', '2009-09-16 15:15:24') => 2009-09-16T15:15:24
            CHAR_TO_TIMESTAMP('yyyy-MM-dd''T''HH:mm:ss.SSS', '2009-09-16T15:15:24.123') => 2009-09-16T15:15:24.123
            CHAR_TO_TIMESTAMP('dd/MMM/yyyy:HH:mm:ss z', '24/May/2004:22:01:02 PST') => 2004-05-25T06:01:02
            CHAR_TO_DATE('yyyy-MM-dd', STAMP) => 2004-09-30
            CHAR_TO_TIME('HH:mm:ss', '13:48:23') => 13:48:23
            CHAR_TO_TIMESTAMP('yyyy', NS) => null
            TIMESTAMP_TO_CHAR('dd/MM/yyyy HH:mm:ss.SSS', TS) => 30/09/2004 13:48:23.456
            TIMESTAMP_TO_CHAR('EEEE, MMMM d', TS) => Thursday, September 30
            DATE_TO_CHAR('yyyy/MM', DT) => 2004/09
            TIME_TO_CHAR('HH''h''mm', TM) => 13h48
            DATE_TO_CHAR('yyyy', CAST(NULL AS DATE)) => null
            """;

    private static final String CASTS =
            """
            CAST(D AS INTEGER) => 3
            CAST(-D AS INTEGER) => -3
            CAST(1.4 AS INTEGER) => 1
            CAST(PRICE AS DECIMAL(4, 1)) => 12.4
            CAST(PRICE AS DECIMAL(2, 1)) => null
            CAST(NUM AS DOUBLE) => 42.5
            CAST(NUM AS INTEGER) => 43
            CAST(NUM AS DECIMAL(5, 2)) => 42.50
            CAST(I AS BIGINT) => 7
            CAST(I AS FLOAT) => 7.0
            CAST(I AS REAL) => 7.0
            CAST(D AS REAL) => 2.5
            CAST('1e3' AS DOUBLE) => 1000.0
            CAST(I AS VARCHAR(10)) => 7
            CAST(D AS VARCHAR(10)) => 2.5
            CAST(PRICE AS VARCHAR(3)) => 12.
            CAST(T AS VARCHAR(3)) => Kin
            CAST(B AS VARCHAR(5)) => TRUE
            CAST('TRUE' AS BOOLEAN) => true
            CAST(T AS CHAR(10)) => Kinesis
            CAST(STAMP AS TIMESTAMP) => 2004-09-30T13:48:23.456
            CAST(STAMP AS DATE) => 2004-09-30
            CAST('2004-09-30' AS TIMESTAMP) => 2004-09-30T00:00
            CAST('13:48:23' AS TIME) => 13:48:23
            CAST(TS AS DATE) => 2004-09-30
            CAST(TS AS TIME) => 13:48:23.456
            CAST(DT AS TIMESTAMP) => 2004-09-30T00:00
            CAST(TS AS VARCHAR(19)) => 2004-09-30 13:48:23
            CAST(NULL AS INTEGER) => null
            CAST(N AS DOUBLE) => null
            CHAR_LENGTH(CAST(CAST(T AS VARBINARY(3)) AS VARCHAR(9))) => 3
            """;

    private static final String LOGS =
            """
            W3C_LOG_PARSE(LINE, 'COMMON') => +I[192.168.254.30, -, John, 24/May/2004:22:01:02 -0700, GET /icons/apache_pb.gif HTTP/1.1, 304, 0]
            W3C_LOG_PARSE('h "r"', '%h "%r"') => +I[h, r]
            W3C_LOG_PARSE('h - u [t] "G /" 200 5 "http://a/" "Mo (X)"', 'NCSA EXTENDED') => +I[h, -, u, t, G /, 200, 5, http://a/, Mo (X)]
            W3C_LOG_PARSE('http://a/ ---> /b', 'REFERER') => +I[http://a/, /b]
            W3C_LOG_PARSE(T, 'COMMON') => null
            REGEX_LOG_PARSE('abc 123', '(\\w+) (\\d+)') => +I[abc, 123]
            REGEX_LOG_PARSE('abc 123', '(\\w+) (\\d+)', 'a VARCHAR(2), "b" INTEGER') => +I[ab, 123]
            REGEX_LOG_PARSE(T, '(\\d+)') => null
            REGEX_LOG_PARSE(NS, '(\\d+)') => null
            FAST_REGEX_LOG_PARSE('Mary had a little lamb', '(.*) had a (.*)') => +I[Mary, little lamb]
            FAST_REGEX_LOG_PARSE('a,b,c', '(.*),(.*)') => +I[a, b,c]
            FAST_REGEX_LOG_PARSE('a,b', '(.*);(.*)') => null
            SYS_LOG_PARSE('Aug  7 14:03:05 host app[1]: text') => +I[2018-08-07T14:03:05, host app[1]: text]
            SYS_LOG_PARSE('Dec  7 14:03:05 x') => +I[2017-12-07T14:03:05, x]
            SYS_LOG_PARSE('2018-08-07T14:03:05.120Z x') => +I[2018-08-07T14:03:05.120, x]
            VARIABLE_COLUMN_LOG_PARSE('value,12,x,y', 'COL_1 TYPE VARCHAR(16), COL_2 TYPE INTEGER, COL_3 TYPE VARCHAR(16)', ',') => +I[value, 12, x]
            VARIABLE_COLUMN_LOG_PARSE('a\\,b,"c,d"', 3, ',', '\\', '"') => +I[a,b, c,d, null]
            VARIABLE_COLUMN_LOG_PARSE('a||b', 'x TYPE CHAR(1), y TYPE CHAR(1) NOT NULL', '||') => +I[a, b]
            FIXED_COLUMN_LOG_PARSE('0123456789', '"a" TYPE INTEGER START 0 FOR 4, b TYPE VARCHAR(9) NOT NULL START 6') => +I[123, 6789]
            FIXED_COLUMN_LOG_PARSE('07/03/2010 x', 'd TYPE DATE ''dd/MM/yyyy'' START 0 FOR 10, t TYPE VARCHAR(9) START 11 FOR 9') => +I[2010-03-07, x]
            """;

    private static final String PREDICATES_ON_PERIODS =
            """
            (DATE '2020-01-01', DATE '2020-01-10') OVERLAPS (DATE '2020-01-05', DATE '2020-02-01') => true
            (DATE '2020-01-01', DATE '2020-01-10') OVERLAPS (DATE '2020-01-11', DATE '2020-02-01') => false
            (DATE '2020-01-01', DATE '2020-01-10') OVERLAPS (DATE '2020-01-10', DATE '2020-02-01') => false
            PERIOD (DATE '2004-09-30', DATE '2004-10-01') CONTAINS DT => true
            PERIOD (DATE '2004-09-01', DATE '2004-09-30') CONTAINS DT => false
            (DATE '2020-01-01', INTERVAL '10' DAY) CONTAINS (DATE '2020-01-05', DATE '2020-01-06') => true
            PERIOD (DATE '2020-01-01', DATE '2020-01-10') CONTAINS DT => false
            PERIOD (DATE '2020-01-01', DATE '2020-01-10') EQUALS (DATE '2020-01-01', DATE '2020-01-10') => true
            (DATE '2020-01-01', DATE '2020-01-10') PRECEDES (DATE '2020-01-10', DATE '2020-02-01') => true
            (DATE '2020-01-01', DATE '2020-01-10') SUCCEEDS (DT, DATE '2019-02-01') => true
            (DATE '2020-01-01', DATE '2020-01-10') IMMEDIATELY PRECEDES (DATE '2020-01-10', DATE '2020-02-01') => true
            (DATE '2020-01-01', DATE '2020-01-10') IMMEDIATELY SUCCEEDS (DATE '2019-01-10', DATE '2020-01-01') => true
            """;

    private static final Expressions TABLES =
            Expressions.of(
                    NUMBERS, WHAT_FAILS_THE_ROW_IS_NULL_MEANWHILE, TEXTS, DATES_AND_TIMES, PATTERNS, CASTS, LOGS, PREDICATES_ON_PERIODS);

    @TestFactory
    Stream<DynamicTest> numbers() {
        return TABLES.table(NUMBERS);
    }

    @TestFactory
    Stream<DynamicTest> whatFailsTheRowIsNullMeanwhile() {
        return TABLES.table(WHAT_FAILS_THE_ROW_IS_NULL_MEANWHILE);
    }

    @TestFactory
    Stream<DynamicTest> texts() {
        return TABLES.table(TEXTS);
    }

    @TestFactory
    Stream<DynamicTest> datesAndTimes() {
        return TABLES.table(DATES_AND_TIMES);
    }

    @TestFactory
    Stream<DynamicTest> patterns() {
        return TABLES.table(PATTERNS);
    }

    @TestFactory
    Stream<DynamicTest> casts() {
        return TABLES.table(CASTS);
    }

    @TestFactory
    Stream<DynamicTest> logs() {
        return TABLES.table(LOGS);
    }

    @TestFactory
    Stream<DynamicTest> predicatesOnPeriods() {
        return TABLES.table(PREDICATES_ON_PERIODS);
    }
}
