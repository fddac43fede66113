package io.weir.sql.parser;

import io.weir.sql.program.CodeError;
import io.weir.sql.program.Program;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl.LexicalState;
import org.apache.calcite.sql.validate.SqlConformanceEnum;

/** Reads the code of an application. Knows the grammar alone: whether names exist is asked later. */
public final class KdaParser {
    /** By AWS's reference. */
    private static final int LONGEST_IDENTIFIER = 128;

    private KdaParser() {}

    /** @throws CodeError where the text stops being a program */
    public static Program parse(String code) {
        KdaGrammar grammar = grammar(code);
        try {
            return new Program(grammar.KdaProgram());
        } catch (CodeError e) {
            throw e;
        } catch (Exception | TokenMgrError | StackOverflowError e) {
            throw SyntaxErrors.explain(code, grammar, e);
        }
    }

    /** What a program that parses is written with: its text without comments, and whatever blanks stand between. */
    public static List<String> words(String code) {
        KdaGrammar grammar = grammar(code);
        List<String> words = new ArrayList<>();
        for (Token word = grammar.getNextToken(); word.kind != KdaGrammarConstants.EOF; word = grammar.getNextToken()) {
            words.add(word.image);
        }
        return words;
    }

    /** All that may be a name in a program that parses, as the grammar reads names. */
    public static Set<String> names(String code) {
        Set<String> names = new HashSet<>();
        for (String word : words(code)) {
            boolean quoted = word.startsWith("\"");
            names.add(quoted ? word.substring(1, word.length() - 1).replace("\"\"", "\"") : word.toUpperCase(Locale.ROOT));
        }
        return names;
    }

    private static KdaGrammar grammar(String code) {
        KdaGrammar grammar = new KdaGrammar(new StringReader(code));
        grammar.setTabSize(1);
        grammar.setQuotedCasing(Casing.UNCHANGED);
        grammar.setUnquotedCasing(Casing.TO_UPPER);
        grammar.setIdentifierMaxLength(LONGEST_IDENTIFIER);
        grammar.setConformance(SqlConformanceEnum.DEFAULT);
        grammar.switchTo(LexicalState.DQID);
        return grammar;
    }
}
