package io.weir.sql.mapping;

/** A value cannot become one of its column's type. Ordinary in a stream, so it carries no stack trace. */
final class CoercionException extends Exception {
    private static final long serialVersionUID = 1;

    CoercionException(String message) {
        super(message, null, false, false);
    }

    /** In the words that AWS's error rows had. */
    static CoercionException input(String text) {
        String shown = text.length() > 200 ? text.substring(0, 200) + "…" : text;
        return new CoercionException("For input string: \"" + shown + "\"");
    }
}
