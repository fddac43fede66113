package io.weir.sql.function;

import java.text.ParsePosition;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;

/**
 * A date and time pattern: Java's SimpleDateFormat, in UTC and English, read as AWS's table of examples shows. Not for several threads.
 *
 * <p>Text that goes on after what the pattern asks for is fine; a month 13 is not; a lone {@code y} is the year as it stands; an hour above 12 is
 * taken for {@code h}, which authors write for {@code H}.
 */
final class DatePattern {
    private final String text;
    private final SimpleDateFormat reader;
    private final SimpleDateFormat hours24;
    private SimpleDateFormat writer;

    /** @throws IllegalArgumentException when it is no pattern */
    DatePattern(String text) {
        this.text = text;
        String years = replace(text, 'y', true, "yyyy");
        this.reader = format(years, false);
        String hours = replace(replace(years, 'h', false, "H"), 'K', false, "H");
        this.hours24 = hours.equals(years) || has(text, 'a') ? null : format(hours, false);
    }

    boolean is(String other) {
        return text.equals(other);
    }

    /** Milliseconds since 1970, or null. */
    Long parse(String value) {
        Date date = reader.parse(value, new ParsePosition(0));
        if (date == null && hours24 != null) {
            date = hours24.parse(value, new ParsePosition(0));
        }
        return date == null ? null : (Long) date.getTime();
    }

    String write(long millis) {
        if (writer == null) {
            writer = format(text, true);
        }
        return writer.format(new Date(millis));
    }

    private static SimpleDateFormat format(String pattern, boolean lenient) {
        SimpleDateFormat format = new SimpleDateFormat(pattern, Locale.ENGLISH);
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ENGLISH);
        calendar.setGregorianChange(new Date(Long.MIN_VALUE));
        format.setCalendar(calendar);
        format.setLenient(lenient);
        return format;
    }

    private static boolean has(String pattern, char letter) {
        return !replace(pattern, letter, false, "").equals(pattern);
    }

    /** Outside quotes; with {@code alone} only where the letter stands once. */
    private static String replace(String pattern, char letter, boolean alone, String by) {
        StringBuilder result = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char at = pattern.charAt(i);
            quoted ^= at == '\'';
            boolean repeated = i > 0 && pattern.charAt(i - 1) == letter || i + 1 < pattern.length() && pattern.charAt(i + 1) == letter;
            if (at == letter && !quoted && !(alone && repeated)) {
                result.append(by);
            } else {
                result.append(at);
            }
        }
        return result.toString();
    }
}
