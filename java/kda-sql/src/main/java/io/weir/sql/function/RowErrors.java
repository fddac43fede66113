package io.weir.sql.function;

/**
 * How a function says that the row it works on has failed, from within code that Flink generates.
 *
 * <p>A function reports and returns NULL. The operator before the generated code ({@code operator.RowGuard}) clears the mark, hands the row on
 * and takes the mark when the call comes back; the operator after it lets no row through while a mark is set. All three run in one thread, one
 * call deep: what stands between them is chained. Only the first failure of a row is kept.
 */
public final class RowErrors {
    /** AWS's ERROR_NAME has 32 characters. */
    public static final String DIVISION_BY_ZERO = "DIVISION_BY_ZERO";

    public static final String INVALID_CAST = "INVALID_CAST";
    public static final String OUT_OF_RANGE = "OUT_OF_RANGE";
    public static final String INVALID_ARGUMENT = "INVALID_ARGUMENT";

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
