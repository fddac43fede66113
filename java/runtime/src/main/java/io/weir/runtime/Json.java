package io.weir.runtime;

/** The one piece of JSON this jar needs; a library would meet the user's version of it on the class path. */
final class Json {

    private static final String CUT = "...";

    private Json() {}

    static String string(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        append(out, text, Integer.MAX_VALUE);
        return out.toString();
    }

    /** Appends a JSON string of at most {@code most} bytes of UTF-8 (and a few for its frame), cut with dots; returns how many. */
    static int append(StringBuilder out, String text, int most) {
        out.append('"');
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Never half a character at the cut.
            boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
            int size = sizeOf(c, pair);
            if (size > most - bytes) {
                out.append(CUT);
                break;
            }
            bytes += size;
            if (pair) {
                out.append(c).append(text.charAt(++i));
            } else {
                escape(out, c);
            }
        }
        out.append('"');
        return bytes;
    }

    private static int sizeOf(char c, boolean pair) {
        if (pair) {
            return 4;
        }
        if (c == '"' || c == '\\' || c == '\n' || c == '\r' || c == '\t') {
            return 2;
        }
        if (c < 0x20 || Character.isSurrogate(c)) {
            return 6;
        }
        return c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    }

    private static void escape(StringBuilder out, char c) {
        switch (c) {
            case '"': out.append("\\\""); break;
            case '\\': out.append("\\\\"); break;
            case '\n': out.append("\\n"); break;
            case '\r': out.append("\\r"); break;
            case '\t': out.append("\\t"); break;
            default:
                // Lone surrogates too: they cannot be encoded as UTF-8.
                if (c < 0x20 || Character.isSurrogate(c)) {
                    out.append("\\u").append(Character.forDigit(c >> 12, 16)).append(Character.forDigit(c >> 8 & 15, 16))
                            .append(Character.forDigit(c >> 4 & 15, 16)).append(Character.forDigit(c & 15, 16));
                } else {
                    out.append(c);
                }
        }
    }
}
