package org.apache.flink.runtime.entrypoint;

import org.apache.logging.log4j.LogManager;

/** Fails the way Flink's entry points do: log the cause, then exit. */
public class LogsAndExits {
    public static void main(String[] args) {
        String logger = args.length == 0 ? LogsAndExits.class.getName() : args[0];
        LogManager.getLogger(logger).error("Could not start", new RuntimeException("wrapped", new NumberFormatException("first")));
        LogManager.getLogger(logger).error("Could not stop", new NumberFormatException("second"));
        System.exit(31);
    }
}
