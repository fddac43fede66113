package io.weir.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Starts a Flink entry point inside Weir's fence.
 *
 * <p>Usage: {@code java [-Dweir.lease.file=F] [-Dweir.failure.file=F] [-Dweir.alive.file=F] io.weir.runtime.Launcher <entry point class> <args…>}.
 * Before the entry point's {@code main} is called, a {@link LeaseWatch} is set up that ends this process once the worker's
 * lease has run out, and a {@link FailureFile} that keeps the reason why a process died for the worker to read.
 * An {@link AliveMark} tells until when it lived. Each is optional: without its property a part does nothing.
 * With {@code weir.standby.orders} the process first waits as part of a warm cluster: see {@link Standby}.
 */
public final class Launcher {

    static final String LEASE_FILE_PROPERTY = "weir.lease.file";
    static final String FAILURE_FILE_PROPERTY = "weir.failure.file";
    static final String ALIVE_FILE_PROPERTY = "weir.alive.file";
    /** With the value {@code log}, what the program prints is logged. */
    static final String OUTPUT_PROPERTY = "weir.system.output";

    private Launcher() {}

    public static void main(String[] args) {
        if (args.length == 0) {
            System.err.println("usage: io.weir.runtime.Launcher <entry point class> <args...>");
            System.exit(64);
        }
        String leaseFile = System.getProperty(LEASE_FILE_PROPERTY);
        String orders = System.getProperty(Standby.ORDERS_PROPERTY);
        String[] commandLine = args;
        if (orders != null) {
            // A warm process has a lease like any other, but lives for nobody yet: nothing is metered, no failure is the application's.
            if (leaseFile != null) {
                LeaseWatch.start(Path.of(leaseFile));
            }
            commandLine = standBy(args, Path.of(orders));
        }
        String aliveFile = System.getProperty(ALIVE_FILE_PROPERTY);
        if (aliveFile != null) {
            AliveMark.start(Path.of(aliveFile));
        }
        FailureFile failures = null;
        String failureFile = System.getProperty(FAILURE_FILE_PROPERTY);
        if (failureFile != null) {
            failures = FailureFile.create(Path.of(failureFile));
            ExitWatch.install(failures);
            watchLog(failures);
        }
        if ("log".equals(System.getProperty(OUTPUT_PROPERTY))) {
            logOutput();
        }
        if (leaseFile != null && orders == null) {
            LeaseWatch.start(Path.of(leaseFile));
        }
        try {
            call(commandLine[0], Arrays.copyOfRange(commandLine, 1, commandLine.length));
        } catch (Throwable thrown) {
            thrown.printStackTrace(SystemOutput.CONSOLE);
            if (failures != null) {
                failures.record(thrown);
            }
            // Threads the entry point may have left behind must not keep a half-started process alive.
            System.exit(1);
        }
    }

    private static String[] standBy(String[] args, Path orders) {
        try {
            return Standby.await(args, orders);
        } catch (Throwable failed) {
            failed.printStackTrace(SystemOutput.CONSOLE);
            System.exit(1);
            throw new AssertionError("not reached");
        }
    }

    private static void call(String className, String[] args) throws Throwable {
        Method main = Class.forName(className).getMethod("main", String[].class);
        try {
            main.invoke(null, (Object) args);
        } catch (InvocationTargetException wrapped) {
            throw wrapped.getCause();
        }
    }

    private static void logOutput() {
        try {
            SystemOutput.toLog();
        } catch (LinkageError noLog4j) {
            SystemOutput.CONSOLE.println("weir: log4j is not on the class path, what the program prints is not logged");
        }
    }

    private static void watchLog(FailureFile failures) {
        try {
            LogWatch.install(failures);
        } catch (LinkageError noLog4j) {
            // A class path without log4j 2 (a user's own logging): the exit watch still names who ended the process.
            System.err.println("weir: log4j is not on the class path, causes that are only logged are not kept");
        }
    }
}
