package io.weir.sql.function;

/** SQL's SIMILAR patterns as Java's regular expressions. */
final class SimilarPattern {
    private SimilarPattern() {}

    /** The second of three parts that escape and quotation mark stand between becomes group 1; null when there are not three. */
    static String threeParts(String pattern, String escape) {
        String mark = escape + "\"";
        int first = pattern.indexOf(mark);
        int second = first < 0 ? -1 : pattern.indexOf(mark, first + mark.length());
        if (escape.length() != 1 || second < 0 || pattern.indexOf(mark, second + mark.length()) >= 0) {
            return null;
        }
        char character = escape.charAt(0);
        return "(?s:"
                + expression(pattern.substring(0, first), character)
                + "("
                + expression(pattern.substring(first + mark.length(), second), character)
                + ")"
                + expression(pattern.substring(second + mark.length()), character)
                + ")";
    }

    private static String expression(String pattern, char escape) {
        StringBuilder java = new StringBuilder();
        boolean inSet = false;
        for (int i = 0; i < pattern.length(); i++) {
            char at = pattern.charAt(i);
            if (at == escape && i + 1 < pattern.length()) {
                java.append(literal(pattern.charAt(++i)));
            } else if (inSet) {
                inSet = at != ']';
                java.append(at);
            } else {
                inSet = at == '[';
                java.append(
                        switch (at) {
                            case '%' -> ".*";
                            case '_' -> ".";
                            case '(' -> "(?:";
                            case '[', ')', '|', '*', '+', '?', '{', '}', ',' -> String.valueOf(at);
                            default -> literal(at);
                        });
            }
        }
        return java.toString();
    }

    private static String literal(char at) {
        return Character.isLetterOrDigit(at) ? String.valueOf(at) : "\\" + at;
    }
}
