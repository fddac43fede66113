package io.weir.runtime;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The reason why this process failed, as JSON: {@code {"exception": "<class>: <message>", "stackTrace": "…", "at": epochMillis}}.
 *
 * <p>{@code exception} is the innermost cause, {@code stackTrace} the whole chain. The first failure wins: what follows it is
 * usually its echo. A file left by an earlier process is removed, so that its failure is never taken for this one's.
 */
final class FailureFile {

    private final Path file;
    private final AtomicBoolean written = new AtomicBoolean();

    private FailureFile(Path file) {
        this.file = file;
    }

    static FailureFile create(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot remove the old failure file " + file, failed);
        }
        return new FailureFile(file);
    }

    void record(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        record(rootCause(thrown).toString(), trace.toString());
    }

    void record(String exception, String stackTrace) {
        if (!written.compareAndSet(false, true)) {
            return;
        }
        String json = "{\"exception\": " + Json.string(exception)
                + ", \"stackTrace\": " + Json.string(stackTrace)
                + ", \"at\": " + System.currentTimeMillis() + "}\n";
        try {
            Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
            Files.writeString(temporary, json);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            // The process is ending for a better reason than this one; the log still has both.
            SystemOutput.CONSOLE.println("weir: cannot write " + file + ": " + failed);
        }
    }

    boolean isWritten() {
        return written.get();
    }

    static Throwable rootCause(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable current = thrown;
        while (current.getCause() != null && seen.add(current)) {
            current = current.getCause();
        }
        return current;
    }
}
