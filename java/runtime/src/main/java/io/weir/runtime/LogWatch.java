package io.weir.runtime;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/**
 * Reads the reason of a failure out of the log, which is the only place where Flink's entry points leave it: they log the
 * exception and call {@code System.exit}.
 *
 * <p>What the entry points themselves report is fatal and recorded at once. Any other error is only remembered as a suspect:
 * a running cluster logs errors that it survives; should the process end, {@link ExitWatch} records the last one.
 */
final class LogWatch extends AbstractAppender {

    /** Their errors are fatal: of the JobManager, of a program that could not be created, of the TaskManager. */
    private static final String[] ENTRY_POINT_LOGGERS = {
        "org.apache.flink.runtime.entrypoint.",
        "org.apache.flink.container.entrypoint.",
        "org.apache.flink.kubernetes.entrypoint.",
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
    };

    /** Runs the user's main method; warns when it threw, and informs about a job that ended FAILED. */
    private static final String APPLICATION_LOGGER = "org.apache.flink.client.deployment.application.";

    private static final AtomicReference<Throwable> SUSPECT = new AtomicReference<>();

    private final FailureFile failures;

    private LogWatch(FailureFile failures) {
        super("weir-failures", null, null, true, Property.EMPTY_ARRAY);
        this.failures = failures;
    }

    static void install(FailureFile failures) {
        if (!(LogManager.getContext(false) instanceof LoggerContext)) {
            return;
        }
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        LogWatch watch = new LogWatch(failures);
        watch.start();
        attach(context, watch);
        // A changed log level makes log4j read its configuration anew, which drops what was added by hand.
        context.addPropertyChangeListener(change -> {
            if (LoggerContext.PROPERTY_CONFIG.equals(change.getPropertyName())) {
                attach(context, watch);
            }
        });
    }

    private static void attach(LoggerContext context, LogWatch watch) {
        LoggerConfig root = context.getConfiguration().getRootLogger();
        // Updating the loggers fires the very event that leads here.
        if (!root.getAppenders().containsKey(watch.getName())) {
            root.addAppender(watch, Level.INFO, null);
            context.updateLoggers();
        }
    }

    /** The last error logged with an exception, or null. */
    static Throwable suspect() {
        return SUSPECT.get();
    }

    @Override
    public void append(LogEvent event) {
        Throwable thrown = event.getThrown();
        if (thrown == null) {
            return;
        }
        if (isFatal(event)) {
            failures.record(thrown);
        } else if (event.getLevel().isMoreSpecificThan(Level.ERROR)) {
            SUSPECT.set(thrown);
        }
    }

    private static boolean isFatal(LogEvent event) {
        String logger = event.getLoggerName();
        if (logger.startsWith(APPLICATION_LOGGER)) {
            return event.getLevel().isMoreSpecificThan(Level.WARN)
                    || event.getMessage().getFormattedMessage().startsWith("Application FAILED");
        }
        for (String prefix : ENTRY_POINT_LOGGERS) {
            if (logger.startsWith(prefix)) {
                return event.getLevel().isMoreSpecificThan(Level.ERROR);
            }
        }
        return false;
    }
}
