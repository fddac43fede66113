package io.weir.sql.program;

/**
 * The code is wrong at a place, in words for its author. Becomes CodeValidationException.
 *
 * <p>Line and column are from 1 and point into the text as the user gave it; 0 when only the whole can be meant.
 */
public final class CodeError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;

    public CodeError(int line, int column, String message) {
        super(message);
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
