package io.weir.sql.mapping;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/**
 * DATE, TIME and TIMESTAMP from {@code 1992-02-14}, {@code 1992-02-14 18:35:44.0} and what AWS took besides, {@code 1992-02-14T18:35:44.123Z}.
 * Times are without zone and meant as UTC; an offset in the text is applied. Digits below a millisecond are dropped.
 */
final class TemporalCoercion extends Coercion {
    private static final long serialVersionUID = 1;

    private static final long DAY = 86_400_000L;

    private final LogicalTypeRoot root;

    TemporalCoercion(LogicalTypeRoot root) {
        this.root = root;
    }

    @Override
    Object string(String text) throws CoercionException {
        String trimmed = text.strip();
        try {
            boolean timeOnly = trimmed.length() > 2 && trimmed.charAt(2) == ':';
            if (timeOnly && root != LogicalTypeRoot.TIME_WITHOUT_TIME_ZONE) {
                throw CoercionException.input(text);
            }
            long at = timeOnly ? time(trimmed) : dateTime(trimmed);
            return switch (root) {
                case DATE -> (int) Math.floorDiv(at, DAY);
                case TIME_WITHOUT_TIME_ZONE -> (int) Math.floorMod(at, DAY);
                default -> TimestampData.fromEpochMillis(at);
            };
        } catch (DateTimeException e) {
            throw CoercionException.input(text);
        }
    }

    @Override
    Object bool(boolean value) throws CoercionException {
        throw new CoercionException("A boolean cannot become a date or time");
    }

    @Override
    Object number(JsonParser at) throws IOException, CoercionException {
        throw new CoercionException("A number cannot become a date or time: " + at.getText());
    }

    private static long dateTime(String text) {
        int split = Math.max(text.indexOf('T'), text.indexOf(' '));
        if (split < 0) {
            return LocalDate.parse(text).toEpochDay() * DAY;
        }
        return LocalDate.parse(text.substring(0, split)).toEpochDay() * DAY + time(text.substring(split + 1).stripLeading());
    }

    /** Milliseconds; less than 0 or more than a day when an offset moves it there. */
    private static long time(String text) {
        int zone = text.indexOf('Z');
        for (int i = 1; zone < 0 && i < text.length(); i++) {
            zone = text.charAt(i) == '+' || text.charAt(i) == '-' ? i : -1;
        }
        String local = zone < 0 ? text : text.substring(0, zone).stripTrailing();
        long offset = zone < 0 ? 0 : ZoneOffset.of(text.substring(zone)).getTotalSeconds() * 1000L;
        return LocalTime.parse(local).toNanoOfDay() / 1_000_000 - offset;
    }
}
