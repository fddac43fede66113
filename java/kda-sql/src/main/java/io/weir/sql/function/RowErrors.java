package io.weir.sql.function;

/**
 * How a function says that the row it works on has failed, from within code that Flink generates.
 *
 * <p>A function reports and returns NULL; the operator right behind the generated code ({@code operator.RowGuard}), chained to it and so in the
 * same thread, takes the mark and sends the row to the error stream instead of on. A condition that cannot be told of a failed row lets it pass
 * ({@link Guards.Pass}): a mark never outlives its row. Only the first failure of a row is kept.
 */
public final class RowErrors {
    /** AWS's ERROR_NAME has 32 characters. */
    public static final String DIVISION_BY_ZERO = "Division by zero";

    public static final String INVALID_CAST = "Coercion error";
    public static final String OUT_OF_RANGE = "Value out of range";
    public static final String INVALID_ARGUMENT = "Invalid argument";

    private static final ThreadLocal<Mark> MARK = ThreadLocal.withInitial(Mark::new);

    private RowErrors() {}

    /**
     * What went wrong with a row.
     *
     * @param code goes to ERROR_NAME
     * @param message goes to MESSAGE
     */
    public record Failure(String code, String message) {}

    /** The row fails. */
    public static void report(String code, String message) {
        Mark mark = MARK.get();
        if (mark.failure == null) {
            mark.failure = new Failure(code, message);
        }
    }

    public static void clear() {
        MARK.get().failure = null;
    }

    public static boolean isSet() {
        return MARK.get().failure != null;
    }

    /** What was reported since the mark was cleared, or null; clears it. */
    public static Failure take() {
        Mark mark = MARK.get();
        Failure failure = mark.failure;
        mark.failure = null;
        return failure;
    }

    private static final class Mark {
        private Failure failure;
    }
}
