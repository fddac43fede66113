package io.weir.sql.function.log;

import io.weir.sql.function.Types;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * A column that a log is parsed into.
 *
 * @param name as it is written in the list, quoted or not
 * @param pattern how dates and times in the text look, or null for SQL's own form
 * @param start of a fixed column, from 0; -1 where none is given
 * @param length of a fixed column; -1 for all that follows
 */
record LogColumn(String name, LogicalType type, String pattern, int start, int length) implements Serializable {
    private static final Pattern FORM =
            Pattern.compile(
                    "(?:\"([^\"]+)\"|([\\w$]+))\\s+(?:TYPE\\s+)?([A-Za-z ]+?(?:\\s*\\([\\d\\s,]*\\))?)"
                            + "(?:\\s+(?:FORMAT\\s+)?'([^']*)')?(?:\\s+NOT\\s+NULL)?"
                            + "(?:\\s+START\\s+(\\d+)(?:\\s+FOR\\s+(\\d+))?)?",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME_ONLY = Pattern.compile("(?:\"([^\"]+)\"|([\\w$]+))");

    /** COLUMN1 and so on. */
    static List<LogColumn> unnamed(int count) {
        List<LogColumn> columns = new ArrayList<>(count);
        for (int i = 1; i <= count; i++) {
            columns.add(of("COLUMN" + i, new VarCharType(1024)));
        }
        return columns;
    }

    static LogColumn of(String name, LogicalType type) {
        return new LogColumn(name, type, null, -1, -1);
    }

    /**
     * @param list {@code name [TYPE type ['pattern'] [NOT NULL] [START n [FOR n]]], …}
     * @throws IllegalArgumentException in words for its author
     */
    static List<LogColumn> list(String list) {
        List<LogColumn> columns = new ArrayList<>();
        for (String part : split(list)) {
            Matcher bare = NAME_ONLY.matcher(part);
            Matcher form = FORM.matcher(part);
            if (bare.matches()) {
                columns.add(of(bare.group(1) != null ? bare.group(1) : bare.group(2), new VarCharType(1024)));
            } else if (form.matches()) {
                columns.add(
                        new LogColumn(
                                form.group(1) != null ? form.group(1) : form.group(2),
                                Types.of(form.group(3)),
                                form.group(4),
                                form.group(5) == null ? -1 : Integer.parseInt(form.group(5)),
                                form.group(6) == null ? -1 : Integer.parseInt(form.group(6))));
            } else {
                throw new IllegalArgumentException("\"" + part + "\" does not describe a column: expected a name, TYPE and a type");
            }
        }
        return columns;
    }

    /** At commas outside parentheses and quotes. */
    private static List<String> split(String list) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        char quote = 0;
        for (int i = 0; i < list.length(); i++) {
            char at = list.charAt(i);
            if (quote != 0) {
                quote = at == quote ? 0 : quote;
            } else if (at == '"' || at == '\'') {
                quote = at;
            } else if (at == '(') {
                depth++;
            } else if (at == ')') {
                depth--;
            } else if (at == ',' && depth == 0) {
                parts.add(list.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(list.substring(from).strip());
        return parts;
    }
}
