package io.weir.sql.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeBucketTest {

    @ParameterizedTest
    @CsvSource({
        "10s,     2026-11-21T10:00:19.999Z, 2026-11-21T10:00:10Z, 2026-11-21T10:00:20Z",
        "10s,     1969-12-31T23:59:59Z,     1969-12-31T23:59:50Z, 1970-01-01T00:00:00Z",
        "week,    2026-11-21T10:00:00Z,     2026-11-15T00:00:00Z, 2026-11-22T00:00:00Z",
        "week,    2026-11-22T00:00:00Z,     2026-11-22T00:00:00Z, 2026-11-29T00:00:00Z",
        "month,   2028-02-29T12:00:00Z,     2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z",
        "quarter, 2026-11-21T00:00:00Z,     2026-10-01T00:00:00Z, 2027-01-01T00:00:00Z",
        "year,    2026-12-31T23:59:59.999Z, 2026-01-01T00:00:00Z, 2027-01-01T00:00:00Z",
    })
    void dividesTime(String parts, Instant time, Instant start, Instant end) {
        TimeBucket bucket =
                switch (parts) {
                    case "10s" -> TimeBucket.of(10_000);
                    case "week" -> TimeBucket.weeks();
                    case "month" -> new TimeBucket.Months(1);
                    case "quarter" -> new TimeBucket.Months(3);
                    default -> new TimeBucket.Months(12);
                };
        assertEquals(start, Instant.ofEpochMilli(bucket.startOf(time.toEpochMilli())));
        assertEquals(end, Instant.ofEpochMilli(bucket.endOf(time.toEpochMilli())));
    }
}
