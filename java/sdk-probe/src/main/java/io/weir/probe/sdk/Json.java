package io.weir.probe.sdk;

import java.util.Map;
import java.util.stream.Collectors;

/** Maps, lists, numbers, booleans and text as one line of JSON; of anything else its text. */
final class Json {

    private Json() {}

    static String of(Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) return String.valueOf(value);
        if (value instanceof Map) {
            return ((Map<?, ?>) value)
                    .entrySet().stream()
                            .map(entry -> quoted(entry.getKey().toString()) + ":" + of(entry.getValue()))
                            .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof Iterable) {
            StringBuilder list = new StringBuilder();
            for (Object entry : (Iterable<?>) value) list.append(list.length() == 0 ? "" : ",").append(of(entry));
            return "[" + list + "]";
        }
        return quoted(value.toString());
    }

    private static String quoted(String text) {
        return text.chars()
                .mapToObj(c -> c == '"' || c == '\\' ? "\\" + (char) c : c < ' ' ? String.format("\\u%04x", c) : "" + (char) c)
                .collect(Collectors.joining("", "\"", "\""));
    }
}
