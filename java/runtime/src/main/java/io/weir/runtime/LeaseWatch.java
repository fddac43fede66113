package io.weir.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Fencing: ends this process when the worker that owns it has lost, or no longer renews, its lease.
 *
 * <p>The lease file holds one line, the epoch milliseconds until which this process may live; the worker replaces it
 * atomically. A worker that is cut off from the database cannot renew, so its cluster is gone before a successor, who waits
 * for the same instant, starts another: two clusters of one application never write to one sink.
 * A clock that is put back makes no lease longer: how long it lasts is measured from when it was read, by a clock that nobody sets.
 * The process is halted, not shut down: hooks could hang, or write once more.
 */
final class LeaseWatch {

    /** Exit code of a fenced process; the engine's driver knows it. */
    static final int FENCED = 86;

    private static final long POLL_MILLIS = 500;

    private final Path file;
    private long until;
    private long readAtNanos;
    private long leftNanos;

    LeaseWatch(Path file) {
        this.file = file;
    }

    static void start(Path file) {
        // The first look is this thread's: a process whose lease is already over must not begin at all.
        Beat.start("weir-lease-watch", POLL_MILLIS, new LeaseWatch(file)::check);
    }

    private void check() {
        try {
            long lease = Long.parseLong(Files.readString(file, StandardCharsets.US_ASCII).trim());
            accept(lease, System.currentTimeMillis(), System.nanoTime());
        } catch (NoSuchFileException gone) {
            halt("the lease file " + file + " is gone");
        } catch (IOException | NumberFormatException unreadable) {
            // Not a verdict by itself: the last instant that was read keeps counting, and it is never far away.
            SystemOutput.CONSOLE.println("weir: cannot read the lease file " + file + ": " + unreadable);
        }
        if (isOver(System.currentTimeMillis(), System.nanoTime())) {
            halt("the lease ran out at " + Instant.ofEpochMilli(until));
        }
    }

    /** Another lease than the one before begins to count now. */
    void accept(long lease, long nowMillis, long nowNanos) {
        if (lease == until) return;
        until = lease;
        readAtNanos = nowNanos;
        leftNanos = TimeUnit.MILLISECONDS.toNanos(lease - nowMillis);
    }

    /** By the clock on the wall, which goes on while the machine sleeps, or by the one that nobody sets. */
    boolean isOver(long nowMillis, long nowNanos) {
        return nowMillis > until || nowNanos - readAtNanos > leftNanos;
    }

    private static void halt(String reason) {
        SystemOutput.CONSOLE.println("weir: " + reason + ", this process stops itself (exit code " + FENCED + ")");
        SystemOutput.CONSOLE.flush();
        Runtime.getRuntime().halt(FENCED);
    }
}
