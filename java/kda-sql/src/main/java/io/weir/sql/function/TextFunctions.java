package io.weir.sql.function;

import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.inference.TypeInference;

/** String functions where Flink's differ: positions before the first character, and regular expressions. NULL in, NULL out. */
final class TextFunctions {
    private TextFunctions() {}

    /** Keeps the expression of its call site. */
    public abstract static class Matching extends ScalarFunction {
        private static final long serialVersionUID = 1;

        private transient String text;
        private transient Pattern last;

        /** Java's expressions recurse: a long text can be more than the stack holds, and no text ends the job. */
        static <T> T bounded(Supplier<T> matching) {
            try {
                return matching.get();
            } catch (StackOverflowError tooLong) {
                RowErrors.report(RowErrors.INVALID_ARGUMENT, "the text is too long for the regular expression");
                return null;
            }
        }

        /** Null when the row has failed. */
        final Pattern pattern(String expression) {
            if (!expression.equals(text)) {
                try {
                    last = Pattern.compile(expression);
                    text = expression;
                } catch (PatternSyntaxException wrong) {
                    RowErrors.report(RowErrors.INVALID_ARGUMENT, "'" + expression + "' is not a regular expression");
                    text = null;
                    return null;
                }
            }
            return last;
        }

        @Override
        public boolean supportsConstantFolding() {
            return false;
        }
    }

    /** SUBSTRING(text FROM position [FOR length]), and SUBSTRING(text FROM expression): the first match. */
    public static final class Substring extends Matching {
        private static final long serialVersionUID = 1;

        public StringData eval(Object text, Object from, Object length) {
            if (text == null || from == null || length == null) {
                return null;
            }
            if (from instanceof StringData expression) {
                return match(text.toString(), expression.toString());
            }
            Long start = Casts.toLong(from, Integer.MIN_VALUE, Integer.MAX_VALUE, "INTEGER");
            Long count = Casts.toLong(length, Integer.MIN_VALUE, Integer.MAX_VALUE, "INTEGER");
            if (start == null || count == null) {
                return null;
            }
            long end = start + count;
            int first = (int) Math.max(start, 1);
            BinaryStringData characters = (BinaryStringData) text;
            return end <= first ? StringData.fromString("") : characters.substring(first - 1, (int) Math.min(end - 1, Integer.MAX_VALUE));
        }

        private StringData match(String text, String expression) {
            Pattern pattern = pattern(expression);
            return pattern == null ? null : bounded(() -> {
                Matcher matcher = pattern.matcher(text);
                return matcher.find() ? StringData.fromString(matcher.group()) : null;
            });
        }

        @Override
        public TypeInference getTypeInference(DataTypeFactory types) {
            return Inference.ofAny(3, DataTypes.STRING().bridgedTo(StringData.class));
        }
    }

    /** SUBSTRING(text SIMILAR pattern ESCAPE character): the middle of the pattern's three parts. */
    public static final class SubstringSimilar extends Matching {
        private static final long serialVersionUID = 1;

        public String eval(String text, String pattern, String escape) {
            if (text == null || pattern == null || escape == null) {
                return null;
            }
            String expression = SimilarPattern.threeParts(pattern, escape);
            if (expression == null) {
                RowErrors.report(RowErrors.INVALID_ARGUMENT, "'" + pattern + "' is not of three parts that " + escape + "\" stands between");
                return null;
            }
            Pattern compiled = pattern(expression);
            return compiled == null ? null : bounded(() -> {
                Matcher matcher = compiled.matcher(text);
                return matcher.matches() ? matcher.group(1) : null;
            });
        }
    }

    /**
     * REGEX_REPLACE(text, expression, replacement, position, occurrence): characters before the position (from 1) stay; the occurrence'th match
     * after it is replaced, or all for 0.
     */
    public static final class RegexReplace extends Matching {
        private static final long serialVersionUID = 1;

        public String eval(String text, String expression, String replacement, Integer position, Integer occurrence) {
            if (text == null || expression == null || replacement == null || position == null || occurrence == null) {
                return null;
            }
            Pattern pattern = pattern(expression);
            if (pattern == null) {
                return null;
            }
            if (position < 1 || occurrence < 0) {
                RowErrors.report(RowErrors.INVALID_ARGUMENT, "REGEX_REPLACE expects a position from 1 and an occurrence from 0");
                return null;
            }
            return position > text.length() ? text : bounded(() -> replace(text, pattern, replacement, position, occurrence));
        }

        private static String replace(String text, Pattern pattern, String replacement, int position, int occurrence) {
            Matcher matcher = pattern.matcher(text);
            StringBuilder result = new StringBuilder(text.substring(0, position - 1));
            matcher.region(position - 1, text.length());
            int copied = position - 1;
            for (int found = 1; matcher.find(); found++) {
                if (occurrence == 0 || occurrence == found) {
                    result.append(text, copied, matcher.start()).append(replacement);
                    copied = matcher.end();
                }
            }
            return result.append(text, copied, text.length()).toString();
        }
    }

    /** OVERLAY(text PLACING other FROM position [FOR length]), also before the first and behind the last character. */
    public static final class Overlay extends ScalarFunction {
        private static final long serialVersionUID = 1;

        public String eval(String text, String other, Integer position) {
            return other == null ? null : eval(text, other, position, other.length());
        }

        public String eval(String text, String other, Integer position, Integer length) {
            if (text == null || other == null || position == null || length == null) {
                return null;
            }
            int left = Math.min(Math.max(position - 1, 0), text.length());
            int right = (int) Math.min(Math.max((long) position - 1 + length, 0), text.length());
            return text.substring(0, left) + other + text.substring(Math.max(right, 0));
        }
    }
}
