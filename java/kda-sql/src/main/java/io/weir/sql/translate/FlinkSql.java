package io.weir.sql.translate;

import io.weir.sql.program.CodeError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * A query in Flink SQL that is put together line by line, and remembers of each line which part of the user's code it comes from: what Flink's
 * planner says of a line is said of that part.
 */
public final class FlinkSql {
    private static final Pattern PLACE = Pattern.compile("(?i)line (\\d+),? column (\\d+)");
    private static final Pattern NOISE =
            Pattern.compile("(?s)^.*?From line \\d+, column \\d+ to line \\d+, column \\d+: |^SQL validation failed\\. ");

    private final StringBuilder text = new StringBuilder();
    private final List<SqlNode> origins = new ArrayList<>();
    private final SqlParserPos whole;

    /** @param whole the part of the user's code that the query stands for */
    public FlinkSql(SqlParserPos whole) {
        this.whole = whole;
    }

    /** A line that nobody wrote. */
    public FlinkSql line(String line) {
        return line(line, null);
    }

    /** @param origin an expression of the user's */
    public FlinkSql line(String line, SqlNode origin) {
        if (!text.isEmpty()) {
            text.append('\n');
        }
        text.append(line);
        line.lines().forEach(each -> origins.add(origin));
        if (line.isEmpty()) {
            origins.add(origin);
        }
        return this;
    }

    /** All lines of another query. */
    public FlinkSql nest(FlinkSql inner) {
        text.append('\n').append(inner.text);
        origins.addAll(inner.origins);
        return this;
    }

    /** Expressions, one a line, with commas. */
    public FlinkSql list(List<Part> parts) {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            line("  " + part.text() + (i + 1 < parts.size() ? "," : ""), part.origin());
        }
        return this;
    }

    /** @param origin may be null */
    public record Part(String text, SqlNode origin) {}

    public static String text(SqlNode expression) {
        return expression
                .toSqlString(config -> config.withDialect(FlinkDialect.INSTANCE).withQuoteAllIdentifiers(true).withLineFolding(null))
                .getSql();
    }

    public static String name(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    public static String named(SqlNode expression, String name) {
        return text(expression) + " AS " + name(name);
    }

    /** What a failure of Flink's planner means for the author of the code. */
    CodeError explain(RuntimeException failure) {
        String message = null;
        SqlParserPos at = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() == null) {
                continue;
            }
            message = cause.getMessage();
            Matcher place = PLACE.matcher(message);
            if (place.find()) {
                at = at(Integer.parseInt(place.group(1)));
            }
        }
        SqlParserPos position = at == null ? whole : at;
        String words = message == null ? failure.toString() : NOISE.matcher(message).replaceFirst("");
        return new CodeError(position.getLineNum(), position.getColumnNum(), words.strip());
    }

    private SqlParserPos at(int line) {
        SqlNode origin = line <= origins.size() && line > 0 ? origins.get(line - 1) : null;
        return origin == null || origin.getParserPosition().getLineNum() == 0 ? whole : origin.getParserPosition();
    }

    SqlParserPos position() {
        return whole;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
