package io.weir.sql.function.log;

/** A regular expression with every quantifier lazy: FAST_REGEX_LOG_PARSE takes no more than it needs. */
final class LazyExpression {
    private LazyExpression() {}

    static String of(String expression) {
        StringBuilder lazy = new StringBuilder();
        boolean inSet = false;
        for (int i = 0; i < expression.length(); i++) {
            char at = expression.charAt(i);
            lazy.append(at);
            if (at == '\\' && i + 1 < expression.length()) {
                lazy.append(expression.charAt(++i));
            } else if (inSet) {
                inSet = at != ']';
            } else if (at == '[') {
                inSet = true;
            } else if (isQuantifier(expression, i) && !followed(expression, i)) {
                lazy.append('?');
            }
        }
        return lazy.toString();
    }

    private static boolean isQuantifier(String expression, int i) {
        char at = expression.charAt(i);
        return at == '*' || at == '+' || at == '}' || at == '?' && i > 0 && expression.charAt(i - 1) != '(';
    }

    private static boolean followed(String expression, int i) {
        return i + 1 < expression.length() && (expression.charAt(i + 1) == '?' || expression.charAt(i + 1) == '+');
    }
}
