package io.weir.sql.cli;

import io.weir.sql.program.CodeError;
import io.weir.sql.translate.Translation;
import java.util.List;

/**
 * What there is to say of a program.
 *
 * @param problems none: it can run
 * @param streams the in-application streams there are then; none while there are problems
 * @param blocks only where an explanation was asked for
 * @param plan Flink's operators, a line each; null as {@code blocks}
 */
record Judgement(List<Problem> problems, List<String> streams, List<Translation.Block> blocks, String plan) {

    /** Line and column from 1; 0 when only the whole can be meant. */
    record Problem(int line, int column, String message) {}

    static Judgement of(CodeError error) {
        return new Judgement(List.of(new Problem(error.line(), error.column(), error.getMessage())), List.of(), List.of(), null);
    }

    static Judgement of(List<String> streams) {
        return new Judgement(List.of(), streams, List.of(), null);
    }
}
