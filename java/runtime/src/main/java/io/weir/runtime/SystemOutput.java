package io.weir.runtime;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * What a program prints becomes log events, a line each: {@code System.out} as INFO, {@code System.err} as ERROR, as Flink itself does it
 * in TaskManagers. Printed text would go to a file that nothing rotates, and be missing among the application's events.
 */
final class SystemOutput {

    /** Where the process was told to print. What ends the process is said there, whatever state the log is in. */
    static final PrintStream CONSOLE = System.err;

    private static final Pattern MACHINERY = Pattern.compile("java\\.io\\.|sun\\.nio\\.cs\\.|io\\.weir\\.runtime\\.SystemOutput");

    private SystemOutput() {}

    static void toLog() {
        System.setOut(stream("System.out", Level.INFO));
        System.setErr(stream("System.err", Level.ERROR));
    }

    private static PrintStream stream(String logger, Level level) {
        return new PrintStream(new Lines(LogManager.getLogger(logger), level), true, StandardCharsets.UTF_8);
    }

    private static final class Lines extends OutputStream {

        /** A longer line becomes several events. */
        private static final int LONGEST = 32 * 1024;

        private final Logger logger;
        private final Level level;
        private final byte[] line = new byte[LONGEST];
        private int length;
        private boolean inside;

        Lines(Logger logger, Level level) {
            this.logger = logger;
            this.level = level;
        }

        @Override
        public synchronized void write(int one) {
            if (one == '\n') {
                end();
                return;
            }
            if (length == LONGEST) {
                end();
            }
            line[length++] = (byte) one;
        }

        @Override
        public synchronized void write(byte[] text, int from, int count) {
            for (int i = from; i < from + count; i++) {
                write(text[i]);
            }
        }

        /** Who printed: the first one below the stream and what it encodes with. */
        private static StackTraceElement printer() {
            return StackWalker.getInstance().walk(frames -> frames
                    .filter(frame -> !MACHINERY.matcher(frame.getClassName()).lookingAt())
                    .findFirst()
                    .map(StackWalker.StackFrame::toStackTraceElement)
                    .orElse(null));
        }

        private void end() {
            int until = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
            length = 0;
            String text = new String(line, 0, until, StandardCharsets.UTF_8);
            // A log that cannot write complains by printing: that must not be logged again.
            if (inside) {
                CONSOLE.println(text);
                return;
            }
            inside = true;
            try {
                if (logger.isEnabled(level)) {
                    logger.atLevel(level).withLocation(printer()).log(text);
                }
            } finally {
                inside = false;
            }
        }
    }
}
