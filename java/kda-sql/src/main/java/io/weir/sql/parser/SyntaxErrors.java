package io.weir.sql.parser;

import io.weir.sql.program.CodeError;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Says what a parser stumbled over in words for the author of the text. */
final class SyntaxErrors {
    /** More alternatives than this help nobody. */
    private static final int MOST_ALTERNATIVES = 12;

    private static final Set<String> CONTINUING =
            Set.of(
                    "AND", "BETWEEN", "COLLATE", "CONTAINS", "EQUALS", "FORMAT", "ILIKE", "IMMEDIATELY", "IN", "IS", "LIKE", "MEMBER", "MULTISET",
                    "NOT", "OR", "OVERLAPS", "PERIOD", "PRECEDES", "RLIKE", "SIMILAR", "SUBMULTISET", "SUCCEEDS", "UNSIGNED", "ARRAY");

    private SyntaxErrors() {}

    static CodeError explain(String code, KdaGrammar grammar, Throwable failure) {
        if (failure instanceof StackOverflowError) {
            return new CodeError(0, 0, "The code is nested too deeply");
        }
        SqlParseException parsed = grammar.normalizeException(failure);
        SqlParserPos at = parsed.getPos();
        if (at == null || failure instanceof CalciteContextException || !(failure instanceof ParseException)) {
            return other(failure, parsed);
        }
        ParseException stumbled = (ParseException) failure;
        Token found = found(stumbled);
        if (found.kind == KdaGrammarConstants.EOF) {
            int[] end = end(code);
            return new CodeError(end[0], end[1], "Found the end of the code" + expected(stumbled, found));
        }
        String what = found.image.equals("'") || found.image.equals("\"") ? "a quote that nothing closes" : '"' + found.image + '"';
        return new CodeError(found.beginLine, found.beginColumn, "Found " + what + expected(stumbled, found));
    }

    /** The token that nothing fits: where the parser looked at two, and the first would do, it is the second. */
    private static Token found(ParseException stumbled) {
        Token first = stumbled.currentToken.next;
        return expects(stumbled, first) && first.next != null ? first.next : first;
    }

    private static boolean expects(ParseException stumbled, Token first) {
        for (int[] sequence : stumbled.expectedTokenSequences) {
            if (sequence[0] == first.kind) {
                return true;
            }
        }
        return false;
    }

    private static int[] end(String code) {
        String text = code.stripTrailing();
        int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
        return new int[] {line, text.length() - text.lastIndexOf('\n')};
    }

    private static String expected(ParseException stumbled, Token found) {
        TreeSet<String> words = new TreeSet<>();
        boolean second = found != stumbled.currentToken.next;
        for (int[] sequence : stumbled.expectedTokenSequences) {
            if (!second) {
                words.add(word(stumbled, sequence[0]));
            } else if (sequence[0] == stumbled.currentToken.next.kind && sequence.length > 1) {
                words.add(word(stumbled, sequence[1]));
            }
        }
        words.remove("");
        if (words.contains("an identifier") && words.size() > MOST_ALTERNATIVES) {
            return ", expected an identifier or an expression";
        }
        // What would go on with an expression can nearly always stand somewhere, and says nothing.
        TreeSet<String> telling = new TreeSet<>(words);
        telling.removeAll(CONTINUING);
        telling.removeIf(word -> !Character.isLetter(word.charAt(0)) && !word.matches("[(),;]"));
        List<String> shown = (telling.isEmpty() ? words : telling).stream().limit(MOST_ALTERNATIVES).toList();
        if (shown.isEmpty()) {
            return ", which cannot stand here";
        }
        return shown.stream().collect(Collectors.joining(", ", shown.size() == 1 ? ", expected " : ", expected one of ", ""));
    }

    private static String word(ParseException stumbled, int kind) {
        String word = stumbled.tokenImage[kind];
        return word.startsWith("\"") ? word.substring(1, word.length() - 1) : named(word);
    }

    private static String named(String token) {
        return switch (token) {
            case "<IDENTIFIER>", "<QUOTED_IDENTIFIER>" -> "an identifier";
            case "<QUOTED_STRING>" -> "a string";
            case "<UNSIGNED_INTEGER_LITERAL>", "<DECIMAL_NUMERIC_LITERAL>", "<APPROX_NUMERIC_LITERAL>" -> "a number";
            case "<EOF>" -> "the end of the code";
            default -> "";
        };
    }

    private static CodeError other(Throwable failure, SqlParseException parsed) {
        if (failure instanceof CalciteContextException placed) {
            String message = placed.getCause() == null ? placed.getMessage() : placed.getCause().getMessage();
            return new CodeError(placed.getPosLine(), placed.getPosColumn(), message);
        }
        SqlParserPos at = parsed.getPos();
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return new CodeError(at == null ? 0 : at.getLineNum(), at == null ? 0 : at.getColumnNum(), message);
    }
}
