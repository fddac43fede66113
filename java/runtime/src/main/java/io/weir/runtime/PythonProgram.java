package io.weir.runtime;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/**
 * Runs Flink's driver for Python programs and makes of a program's failure an exception that says what Python said.
 *
 * <p>The driver itself knows only the exit code. It prints every line of the program's output twice, on the standard output and
 * into the log; here the first is read for a traceback and goes no further.
 */
final class PythonProgram {

    static final String DRIVER = "org.apache.flink.client.python.PythonDriver";

    private static final String TRACEBACK = "Traceback (most recent call last):";
    private static final int KEPT_BYTES = 64 * 1024;

    private PythonProgram() {}

    static void call(Callable<?> driver) throws Throwable {
        PrintStream out = System.out;
        Tail tail = new Tail();
        System.setOut(new PrintStream(tail, true, StandardCharsets.UTF_8));
        try {
            driver.call();
        } catch (InvocationTargetException wrapped) {
            throw explain(tail.text(), wrapped.getCause());
        } finally {
            System.setOut(out);
        }
    }

    /** What Flink throws of itself (an Error without a cause of its own) only says that Python ended; any other is Java's own. */
    private static Throwable explain(String output, Throwable thrown) {
        boolean fromJava = !thrown.getClass().getName().equals("org.apache.flink.client.program.ProgramAbortException");
        int traceback = output.lastIndexOf(TRACEBACK);
        if (traceback >= 0) {
            return new PythonException(output.substring(traceback).stripTrailing(), fromJava ? thrown : null);
        }
        if (fromJava) {
            return thrown;
        }
        String[] lines = output.strip().split("\n");
        String last = lines[lines.length - 1].strip();
        String code = thrown.getCause() == null ? "" : " (" + thrown.getCause().getMessage() + ")";
        return new PythonException(
                "The Python program ended with a failure and without a traceback" + code
                        + (last.isEmpty() ? "" : "; it said last: " + last),
                null);
    }

    /** Remembers the last bytes written. */
    private static final class Tail extends OutputStream {

        private ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) {
            kept.write(b);
            trim();
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            kept.write(bytes, from, length);
            trim();
        }

        private void trim() {
            if (kept.size() > 2 * KEPT_BYTES) {
                byte[] all = kept.toByteArray();
                kept = new ByteArrayOutputStream();
                kept.write(all, all.length - KEPT_BYTES, KEPT_BYTES);
            }
        }

        synchronized String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
