package io.weir.sql.mapping;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of JSONPath that AWS's schemas have: {@code $}, {@code $.a.b}, {@code $.a[0:]} and {@code $.a[0:].b}; and {@code $['a b']} for names
 * with a dot or a bracket in them.
 */
final class JsonPath {
    /** One step down. */
    sealed interface Step {
        /** Into an object, case-sensitive. */
        record Key(String name) implements Step {}

        /** All elements of an array. */
        record Elements() implements Step {}
    }

    private JsonPath() {}

    static List<Step> parse(String path) {
        String text = path == null ? "$" : path.strip();
        List<Step> steps = new ArrayList<>();
        int at = text.startsWith("$") ? 1 : 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '[') {
                int end = text.indexOf(']', at);
                if (end < 0) {
                    throw new IllegalArgumentException("In the path " + path + " a [ is not closed");
                }
                steps.add(bracket(path, text.substring(at + 1, end).strip()));
                at = end + 1;
            } else {
                int from = c == '.' ? at + 1 : at;
                int end = from;
                while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
                    end++;
                }
                if (end > from) {
                    steps.add(new Step.Key(text.substring(from, end)));
                } else if (end == text.length() || text.charAt(end) == '.') {
                    throw new IllegalArgumentException("In the path " + path + " a name is missing after a dot");
                }
                at = end;
            }
        }
        return steps;
    }

    private static Step bracket(String path, String inside) {
        if (inside.equals("0:") || inside.equals("*") || inside.equals(":")) {
            return new Step.Elements();
        }
        char first = inside.isEmpty() ? ' ' : inside.charAt(0);
        if ((first == '\'' || first == '"') && inside.length() > 2 && inside.charAt(inside.length() - 1) == first) {
            return new Step.Key(inside.substring(1, inside.length() - 1));
        }
        throw new IllegalArgumentException("In the path " + path + " only [0:] may stand in brackets, found [" + inside + "]");
    }
}
