package io.weir.runtime;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.core.impl.LocationAware;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;

/**
 * One line a log event, in the form in which AWS writes an application's events to CloudWatch Logs: JSON with applicationARN,
 * applicationVersionId, locationInformation, logger, message, messageSchemaVersion, messageType, threadName and, for an event with an
 * exception, throwableInformation (its stack trace, line by line).
 *
 * <p>In front of these stands {@code timestamp} (epoch milliseconds), which is not part of AWS's event: there it is the log service's.
 * Log4j's own template layout is not in every supported Flink. A line is at most {@value #MOST} bytes: what CloudWatch Logs takes.
 */
@Plugin(name = "WeirEvent", category = Node.CATEGORY, elementType = Layout.ELEMENT_TYPE)
public final class EventLayout extends AbstractStringLayout implements LocationAware {

    static final int MOST = 250_000;
    private static final int MOST_OF_MESSAGE = 100_000;
    private static final int MOST_OF_TRACE = 130_000;
    private static final int MOST_OF_NAME = 2_000;

    private final String identity;

    private EventLayout(String applicationArn, String applicationVersionId) {
        super(StandardCharsets.UTF_8);
        this.identity = ",\"applicationARN\":" + Json.string(applicationArn)
                + ",\"applicationVersionId\":" + Json.string(applicationVersionId);
    }

    @PluginFactory
    public static EventLayout create(
            @PluginAttribute(value = "applicationArn", defaultString = "") String applicationArn,
            @PluginAttribute(value = "applicationVersionId", defaultString = "") String applicationVersionId) {
        return new EventLayout(applicationArn, applicationVersionId);
    }

    @Override
    public String getContentType() {
        return "application/x-ndjson; charset=utf-8";
    }

    /** AWS's events have it. It costs about ten microseconds an event, as much as all the rest of writing it. */
    @Override
    public boolean requiresLocation() {
        return true;
    }

    @Override
    public String toSerializable(LogEvent event) {
        StringBuilder out = new StringBuilder(512);
        out.append("{\"timestamp\":").append(event.getTimeMillis()).append(identity);
        out.append(",\"locationInformation\":");
        Json.append(out, location(event.getSource()), MOST_OF_NAME);
        out.append(",\"logger\":");
        Json.append(out, event.getLoggerName() == null ? "" : event.getLoggerName(), MOST_OF_NAME);
        out.append(",\"message\":");
        Json.append(out, message(event), MOST_OF_MESSAGE);
        out.append(",\"messageSchemaVersion\":\"1\",\"messageType\":");
        Json.append(out, event.getLevel().name(), MOST_OF_NAME);
        out.append(",\"threadName\":");
        Json.append(out, event.getThreadName() == null ? "" : event.getThreadName(), MOST_OF_NAME);
        if (event.getThrown() != null) {
            appendTrace(out, event.getThrown());
        }
        return out.append("}\n").toString();
    }

    private static String location(StackTraceElement at) {
        if (at == null) {
            return "";
        }
        String file = at.getFileName();
        String line = at.getLineNumber() < 0 ? "" : ":" + at.getLineNumber();
        return at.getClassName() + "." + at.getMethodName() + "(" + (file == null ? "Unknown Source" : file + line) + ")";
    }

    /** The text is the program's: what it throws while it is made must not cost the event. */
    private static String message(LogEvent event) {
        try {
            String text = event.getMessage().getFormattedMessage();
            return text == null ? "null" : text;
        } catch (RuntimeException failed) {
            return "(the message cannot be formatted: " + failed.getClass().getName() + ")";
        }
    }

    private static void appendTrace(StringBuilder out, Throwable thrown) {
        Lines lines = new Lines();
        try {
            thrown.printStackTrace(new PrintWriter(lines));
        } catch (RuntimeException failed) {
            lines.add(thrown.getClass().getName() + " (its stack trace cannot be printed: " + failed.getClass().getName() + ")");
        }
        int left = MOST_OF_TRACE;
        out.append(",\"throwableInformation\":[");
        String separator = "";
        for (String line : lines.finished()) {
            if (left < 1_000) {
                out.append(separator).append("\"...\"");
                break;
            }
            out.append(separator);
            left -= Json.append(out, line, left) + 3;
            separator = ",";
        }
        out.append(']');
    }

    /** Takes a printed stack trace apart; forgets what could not be shown anyway, however much of it there is. */
    private static final class Lines extends Writer {

        private final List<String> lines = new ArrayList<>();
        private final StringBuilder line = new StringBuilder();
        private int taken;

        @Override
        public void write(char[] text, int from, int length) {
            for (int i = from; i < from + length && taken <= MOST_OF_TRACE; i++, taken++) {
                if (text[i] == '\n') {
                    add(line.toString());
                    line.setLength(0);
                } else if (text[i] != '\r') {
                    line.append(text[i]);
                }
            }
        }

        void add(String whole) {
            lines.add(whole);
        }

        List<String> finished() {
            if (line.length() > 0) {
                add(line.toString());
            }
            return lines;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
