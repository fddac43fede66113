package io.weir.sql.translate.shape;

/** A length of time as a literal that Flink reads. */
public final class FlinkInterval {
    private static final long[] LENGTHS = {86_400_000, 3_600_000, 60_000, 1000};
    private static final String[] UNITS = {"DAY", "HOUR", "MINUTE", "SECOND"};

    private FlinkInterval() {}

    /** @param millis above 0 */
    public static String of(long millis) {
        for (int i = 0; i < LENGTHS.length; i++) {
            if (millis % LENGTHS[i] == 0) {
                String count = Long.toString(millis / LENGTHS[i]);
                return "INTERVAL '" + count + "' " + UNITS[i] + (count.length() > 2 ? "(" + count.length() + ")" : "");
            }
        }
        String seconds = Long.toString(millis / 1000);
        return "INTERVAL '%s.%03d' SECOND(%d, 3)".formatted(seconds, millis % 1000, Math.max(2, seconds.length()));
    }
}
