package io.weir.sql.parser;

import io.weir.sql.program.CodeError;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Says what a parser stumbled over in words for the author of the text. */
final class SyntaxErrors {
    /** More alternatives than this help nobody. */
    private static final int MOST_ALTERNATIVES = 12;

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
        Token found = stumbled.currentToken.next;
        String what = found.kind == KdaGrammarConstants.EOF ? "the end of the code" : "\"" + found.image + "\"";
        return new CodeError(found.beginLine, found.beginColumn, "Found " + what + expected(stumbled));
    }

    private static String expected(ParseException stumbled) {
        TreeSet<String> words = new TreeSet<>();
        for (int[] sequence : stumbled.expectedTokenSequences) {
            String word = stumbled.tokenImage[sequence[0]];
            words.add(word.startsWith("\"") ? word.substring(1, word.length() - 1) : named(word));
        }
        words.remove("");
        List<String> shown = words.stream().limit(MOST_ALTERNATIVES).toList();
        if (shown.isEmpty() || words.contains("an identifier") && words.size() > MOST_ALTERNATIVES) {
            return words.contains("an identifier") ? ", expected an identifier or an expression" : ", which cannot stand here";
        }
        String rest = words.size() > shown.size() ? " ..." : "";
        return shown.stream().collect(Collectors.joining(", ", shown.size() == 1 ? ", expected " : ", expected one of ", rest));
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
