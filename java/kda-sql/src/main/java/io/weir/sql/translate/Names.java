package io.weir.sql.translate;

import io.weir.sql.program.CodeError;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Words for names that are not there. */
final class Names {
    private Names() {}

    static CodeError unknown(SqlParserPos at, String kind, String name, Collection<String> known) {
        String hint = near(name, known).map(near -> "; did you mean \"" + near + "\"?").orElse("");
        return error(at, "There is no " + kind + " \"" + name + "\"" + hint);
    }

    static CodeError error(SqlParserPos at, String message) {
        return new CodeError(at.getLineNum(), at.getColumnNum(), message);
    }

    /** The name that differs in case alone (the usual mistake: quotes forgotten), or by few letters. */
    private static Optional<String> near(String name, Collection<String> known) {
        String folded = name.toUpperCase(Locale.ROOT);
        return known.stream()
                .min(Comparator.comparingInt(each -> distance(folded, each.toUpperCase(Locale.ROOT))))
                .filter(each -> distance(folded, each.toUpperCase(Locale.ROOT)) <= Math.max(1, name.length() / 3));
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
