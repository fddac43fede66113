package io.weir.sql.mapping;

import java.io.Serializable;
import java.util.List;

/**
 * Splits rows and fields. Both delimiters may have several characters; between double quotes they are data, and two double quotes are one.
 *
 * <p>A delimiter given as a backslash and {@code n}, {@code r} or {@code t}, as it arrives from YAML in single quotes, means what it looks like.
 */
final class CsvSplitter implements Serializable {
    private static final long serialVersionUID = 1;

    private final String rowEnd;
    private final String columnEnd;

    CsvSplitter(String rowDelimiter, String columnDelimiter) {
        this.rowEnd = plain(rowDelimiter, "\n");
        this.columnEnd = plain(columnDelimiter, ",");
    }

    /**
     * Reads the row that begins at {@code at}: none, when it is empty.
     *
     * @param most fields beyond this many are passed over
     * @param fields gets the fields; null is one that is empty and not quoted
     * @return where the next row begins, or -1 when a quoted field does not end
     */
    int row(String text, int at, int most, List<String> fields) {
        int position = at;
        while (true) {
            int quote = quoteAt(text, position);
            int end;
            String field;
            if (quote >= 0) {
                StringBuilder quoted = new StringBuilder();
                end = unquote(text, quote + 1, quoted);
                if (end < 0) {
                    return -1;
                }
                end = ending(text, end);
                field = quoted.toString();
            } else {
                end = ending(text, position);
                int last = end > position && rowEnd.equals("\n") && isRowEnd(text, end) && text.charAt(end - 1) == '\r' ? end - 1 : end;
                field = last == position ? null : text.substring(position, last);
            }
            boolean over = isRowEnd(text, end);
            if (fields.size() < most && !(over && field == null && fields.isEmpty())) {
                fields.add(field);
            }
            if (over) {
                return Math.min(text.length(), end + rowEnd.length());
            }
            position = end + columnEnd.length();
        }
    }

    private boolean isRowEnd(String text, int at) {
        return at >= text.length() || text.startsWith(rowEnd, at);
    }

    /** Where the field ends that goes on at {@code from}. */
    private int ending(String text, int from) {
        int at = from;
        while (at < text.length() && !text.startsWith(columnEnd, at) && !text.startsWith(rowEnd, at)) {
            at++;
        }
        return at;
    }

    /** Where the field's opening quote is, or -1. Spaces may stand before it, as in AWS's own example. */
    private int quoteAt(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ' && !columnEnd.equals(" ")) {
            at++;
        }
        return at < text.length() && text.charAt(at) == '"' ? at : -1;
    }

    private static int unquote(String text, int from, StringBuilder into) {
        int at = from;
        while (true) {
            int quote = text.indexOf('"', at);
            if (quote < 0) {
                return -1;
            }
            into.append(text, at, quote);
            if (quote + 1 < text.length() && text.charAt(quote + 1) == '"') {
                into.append('"');
                at = quote + 2;
            } else {
                return quote + 1;
            }
        }
    }

    private static String plain(String delimiter, String missing) {
        if (delimiter == null || delimiter.isEmpty()) {
            return missing;
        }
        return delimiter.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");
    }
}
