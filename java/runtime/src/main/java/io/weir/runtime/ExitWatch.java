package io.weir.runtime;

import java.util.Map;

/**
 * Finds out who ended the process when nothing else told: in a shutdown hook, the thread that called {@code System.exit} is
 * still inside that call, so its stack names the caller.
 */
final class ExitWatch {

    private ExitWatch() {}

    static void install(FailureFile failures) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> explain(failures), "weir-exit-watch"));
    }

    private static void explain(FailureFile failures) {
        if (failures.isWritten()) {
            return;
        }
        for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
            int caller = exitCaller(entry.getValue());
            if (caller < 0) {
                continue;
            }
            StackTraceElement[] stack = entry.getValue();
            // Flink ends its processes by System.exit in good order too; then only a logged error tells of a failure.
            boolean byFlink = stack[caller].getClassName().startsWith("org.apache.flink.");
            Throwable suspect = suspect();
            if (byFlink && suspect != null) {
                failures.record(suspect);
            } else if (!byFlink) {
                failures.record(
                        "java.lang.System.exit: called by " + place(stack[caller]),
                        trace(entry.getKey(), stack));
            }
            return;
        }
    }

    /** Index of the frame that called System.exit (or Runtime.exit), -1 when the thread did not; a signal is nobody's call. */
    private static int exitCaller(StackTraceElement[] stack) {
        for (int i = 0; i < stack.length - 1; i++) {
            String name = stack[i].getClassName();
            boolean exit = name.equals("java.lang.Runtime") && stack[i].getMethodName().equals("exit");
            if (!exit) {
                continue;
            }
            int next = i + 1;
            return stack[next].getClassName().equals("java.lang.System") && next + 1 < stack.length ? next + 1 : next;
        }
        return -1;
    }

    private static Throwable suspect() {
        try {
            return LogWatch.suspect();
        } catch (LinkageError noLog4j) {
            return null;
        }
    }

    /** As in a stack trace, without the loader and module that the JVM adds for a live thread. */
    private static String place(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":" + frame.getLineNumber() + ")";
    }

    private static String trace(Thread thread, StackTraceElement[] stack) {
        StringBuilder out = new StringBuilder("System.exit in thread ").append(thread.getName()).append('\n');
        for (StackTraceElement frame : stack) {
            out.append("\tat ").append(place(frame)).append('\n');
        }
        return out.toString();
    }
}
