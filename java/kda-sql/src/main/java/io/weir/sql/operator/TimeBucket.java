package io.weir.sql.operator;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Divides time (epoch ms, UTC) into consecutive parts, as FLOOR and STEP of a ROWTIME do. */
public sealed interface TimeBucket extends Serializable {

    /** The first millisecond of the part that a time is in. */
    long startOf(long time);

    /** The first millisecond of the part after the one that a time is in. */
    long endOf(long time);

    /** @param offset a time at which one of the parts begins */
    record Fixed(long length, long offset) implements TimeBucket {
        public Fixed {
            if (length <= 0) {
                throw new IllegalArgumentException("a part of time is longer than nothing, not " + length + " ms");
            }
        }

        @Override
        public long startOf(long time) {
            return time - Math.floorMod(time - offset, length);
        }

        @Override
        public long endOf(long time) {
            return startOf(time) + length;
        }
    }

    /** Parts of so many months, counted from January of year 0. */
    record Months(int months) implements TimeBucket {

        @Override
        public long startOf(long time) {
            return month(time).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
        }

        @Override
        public long endOf(long time) {
            return month(time).plusMonths(months).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
        }

        private LocalDate month(long time) {
            LocalDate day = Instant.ofEpochMilli(time).atOffset(ZoneOffset.UTC).toLocalDate();
            int count = day.getYear() * 12 + day.getMonthValue() - 1;
            int first = count - Math.floorMod(count, months);
            return LocalDate.of(Math.floorDiv(first, 12), Math.floorMod(first, 12) + 1, 1);
        }
    }

    static TimeBucket of(long length) {
        return new Fixed(length, 0);
    }

    /** Parts of one ROWTIME each. */
    static TimeBucket each() {
        return of(1);
    }

    /** Weeks that begin on Sunday, as FLOOR(... TO WEEK) has them. */
    static TimeBucket weeks() {
        long day = 86_400_000L;
        return new Fixed(7 * day, 3 * day);
    }
}
