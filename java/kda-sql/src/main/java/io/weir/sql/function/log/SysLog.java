package io.weir.sql.function.log;

import io.weir.sql.function.Types;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * Lines of a system log: a timestamp ({@code Aug  9 14:03:05}, or one with a year), and text. A line that says no year is of the last twelve
 * months.
 */
final class SysLog implements Splitter {
    private static final long serialVersionUID = 1;

    static final List<LogColumn> COLUMNS =
            List.of(LogColumn.of("COLUMN1", Types.TIMESTAMP), LogColumn.of("COLUMN2", new VarCharType(1024)));

    private static final Pattern WITHOUT_YEAR =
            Pattern.compile("(?:<\\d+>)?([A-Z][a-z]{2})\\s+(\\d{1,2})\\s+(\\d{2}:\\d{2}:\\d{2})\\s*(.*)", Pattern.DOTALL);
    private static final Pattern WITH_YEAR =
            Pattern.compile(
                    "(?:<\\d+>\\d*\\s*)?(\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?)"
                            + "(?:Z|[+-]\\d{2}:?\\d{2})?\\s*(.*)",
                    Pattern.DOTALL);

    private final Clock clock;

    SysLog(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String[] split(String line) {
        Matcher full = WITH_YEAR.matcher(line);
        if (full.matches()) {
            return new String[] {full.group(1), full.group(2)};
        }
        Matcher short_ = WITHOUT_YEAR.matcher(line);
        if (!short_.matches()) {
            return null;
        }
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        try {
            LocalDateTime at = at(now.getYear(), short_);
            LocalDateTime meant = at.isAfter(now.plusDays(1)) ? at(now.getYear() - 1, short_) : at;
            return new String[] {meant.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME), short_.group(4)};
        } catch (DateTimeException wrong) {
            return null;
        }
    }

    private static LocalDateTime at(int year, Matcher line) {
        DateTimeFormatter form = new DateTimeFormatterBuilder().appendPattern("yyyy MMM d HH:mm:ss").toFormatter(Locale.ENGLISH);
        return LocalDateTime.parse(year + " " + line.group(1) + " " + line.group(2) + " " + line.group(3), form);
    }
}
