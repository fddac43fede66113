package io.weir.sql.function.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * A format of W3C_LOG_PARSE: one of the names, or Apache's specifiers, where AWS writes {@code %[Referer]i} for {@code %{Referer}i}. A column is
 * a number where its specifier always is one ({@code -} is 0), otherwise text; a time stands without its brackets.
 */
record W3cFormat(Pattern pattern, List<LogColumn> columns) {
    private static final Map<String, String> NAMED =
            Map.of(
                    "COMMON", "%h %l %u %t \"%r\" %>s %b",
                    "COMMON WITH VHOST", "%v %h %l %u %t \"%r\" %>s %b",
                    "NCSA EXTENDED", "%h %l %u %t \"%r\" %>s %b \"%[Referer]i\" \"%[User-agent]i\"",
                    "COMBINED", "%h %l %u %t \"%r\" %>s %b \"%[Referer]i\" \"%[User-agent]i\"",
                    "REFERER", "%[Referer]i ---> %U",
                    "AGENT", "%[User-agent]i");

    /** Microsoft's own: client, user, date, time, service, server, its address, three sizes and times, two states, request, target, parameters. */
    private static final int IIS_COLUMNS = 15;

    private static final Pattern SPECIFIER = Pattern.compile("%[!\\d,<>]*(?:\\[[^\\]]*\\]|\\{[^}]*\\})?[!\\d,<>]*([a-zA-Z%])");
    private static final String NUMBERS = "bBDIkOpPsT";

    /** @throws IllegalArgumentException in words for its author */
    static W3cFormat of(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT);
        if (name.equals("IIS")) {
            Pattern fields = Pattern.compile("([^,]*),\\s*".repeat(IIS_COLUMNS - 1) + "([^,]*),?\\s*");
            return new W3cFormat(fields, LogColumn.unnamed(IIS_COLUMNS));
        }
        String format = NAMED.getOrDefault(name, text);
        Matcher specifiers = SPECIFIER.matcher(format);
        StringBuilder regex = new StringBuilder();
        List<LogColumn> columns = new ArrayList<>();
        int from = 0;
        while (specifiers.find()) {
            literal(regex, format.substring(from, specifiers.start()));
            from = specifiers.end();
            char kind = specifiers.group(1).charAt(0);
            if (kind == '%') {
                regex.append('%');
                continue;
            }
            regex.append(kind == 't' ? "\\[?([^\\]]*)\\]?" : from == format.length() ? "(.*)" : group(format.charAt(from)));
            columns.add(
                    LogColumn.of(
                            "COLUMN" + (columns.size() + 1), NUMBERS.indexOf(kind) >= 0 ? new BigIntType() : new VarCharType(1024)));
        }
        literal(regex, format.substring(from));
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no format of a log: expected COMMON, COMMON WITH VHOST, NCSA EXTENDED, REFERER, AGENT, IIS"
                            + " or specifiers such as %h");
        }
        return new W3cFormat(Pattern.compile(regex.toString()), columns);
    }

    /** A number that Apache has none for is a dash. */
    Splitter splitter() {
        Splitter texts = Splitter.regex(pattern, true);
        boolean[] numbers = new boolean[columns.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = columns.get(i).type() instanceof BigIntType;
        }
        return line -> {
            String[] fields = texts.split(line);
            for (int i = 0; fields != null && i < fields.length; i++) {
                fields[i] = numbers[i] && "-".equals(fields[i]) ? "0" : fields[i];
            }
            return fields;
        };
    }

    private static void literal(StringBuilder regex, String text) {
        for (String word : text.split("(?<=\\s)|(?=\\s)")) {
            regex.append(word.isBlank() && !word.isEmpty() ? "\\s+" : Pattern.quote(word));
        }
    }

    private static String group(char next) {
        return next == '"' ? "((?:[^\"\\\\]++|\\\\.)*+)" : Character.isWhitespace(next) ? "(\\S*)" : "(.*?)";
    }
}
