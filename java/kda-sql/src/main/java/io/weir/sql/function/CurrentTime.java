package io.weir.sql.function;

import io.weir.sql.function.ScalarRewrites.Rewrite;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;

/**
 * CURRENT_TIMESTAMP, CURRENT_DATE, CURRENT_TIME, LOCALTIME and LOCALTIMESTAMP are when the query began to run, for all of its rows (AWS's
 * reference, Date and Time Functions); only CURRENT_ROW_TIMESTAMP is another one for each row. All are UTC.
 */
final class CurrentTime {
    private static final List<String> NAMES =
            List.of("CURRENT_TIMESTAMP", "LOCALTIMESTAMP", "CURRENT_DATE", "CURRENT_TIME", "LOCALTIME", "CURRENT_ROW_TIMESTAMP");

    private final Registry registry;
    private final LocalDateTime began;

    CurrentTime(Registry registry, Clock clock) {
        this.registry = registry;
        this.began = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS);
    }

    void addTo(Map<String, Rewrite> rewrites) {
        for (String name : NAMES) {
            rewrites.put(name, call -> of(name, call.getParserPosition()));
        }
    }

    /** They stand without parentheses, and look like columns. */
    SqlNode rewrite(SqlIdentifier name) {
        boolean plain = name.isSimple() && !name.isComponentQuoted(0) && NAMES.contains(name.getSimple());
        return plain ? of(name.getSimple(), name.getParserPosition()) : name;
    }

    private SqlNode of(String name, SqlParserPos at) {
        String date = began.toLocalDate().toString();
        int second = began.getSecond();
        TimeString time = new TimeString(began.getHour(), began.getMinute(), second);
        return switch (name) {
            case "CURRENT_ROW_TIMESTAMP" -> registry.call(at, "KDA_CURRENT_ROW_TIMESTAMP", DateFunctions.CurrentRowTimestamp::new);
            case "CURRENT_DATE" -> SqlLiteral.createDate(new DateString(date), at);
            case "CURRENT_TIME", "LOCALTIME" -> SqlLiteral.createTime(time, 0, at);
            default -> SqlLiteral.createTimestamp(
                    SqlTypeName.TIMESTAMP, new TimestampString(date + " " + time).withMillis(began.getNano() / 1_000_000), 3, at);
        };
    }
}
