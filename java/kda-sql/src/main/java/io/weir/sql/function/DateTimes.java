package io.weir.sql.function;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;

/** Texts of dates and times in SQL's own form; milliseconds since 1970, UTC. */
final class DateTimes {
    static final long DAY = 86_400_000L;

    private DateTimes() {}

    /** {@code 2004-09-30}, {@code 2004-09-30 13:48:23.5} or {@code 2004-09-30T13:48:23Z}. */
    static long timestamp(String text) {
        String trimmed = text.strip();
        int split = Math.max(trimmed.indexOf('T'), trimmed.indexOf(' '));
        String date = split < 0 ? trimmed : trimmed.substring(0, split);
        long days = date(date).toEpochDay();
        return days * DAY + (split < 0 ? 0 : time(trimmed.substring(split + 1).strip()));
    }

    /** {@code 13:48:23}, or the time of a timestamp. */
    static long timeOrTimestamp(String text) {
        String trimmed = text.strip();
        return trimmed.indexOf('-') > 0 ? timestamp(trimmed) : time(trimmed);
    }

    private static LocalDate date(String text) {
        String[] parts = text.split("-", -1);
        if (parts.length != 3) {
            throw new DateTimeException(text);
        }
        try {
            return LocalDate.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        } catch (NumberFormatException wrong) {
            throw new DateTimeException(text, wrong);
        }
    }

    private static long time(String text) {
        String plain = text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
        return LocalTime.parse(plain.indexOf(':') == 1 ? "0" + plain : plain).toNanoOfDay() / 1_000_000;
    }
}
