package io.weir.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

class EventLayoutTest {

    private final EventLayout layout = EventLayout.create("arn:aws:kinesisanalytics:us-east-1:1:application/a", "7");

    private static Log4jLogEvent.Builder event(Message message) {
        return Log4jLogEvent.newBuilder()
                .setTimeMillis(1234)
                .setLoggerName("org.example.Job")
                .setLevel(Level.WARN)
                .setThreadName("main")
                .setSource(new StackTraceElement("org.example.Job", "run", "Job.java", 12))
                .setMessage(message);
    }

    private String line(LogEvent event) {
        return layout.toSerializable(event);
    }

    @Test
    void writesAwsMembersInOneLine() {
        assertEquals(
                "{\"timestamp\":1234,\"applicationARN\":\"arn:aws:kinesisanalytics:us-east-1:1:application/a\","
                        + "\"applicationVersionId\":\"7\",\"locationInformation\":\"org.example.Job.run(Job.java:12)\","
                        + "\"logger\":\"org.example.Job\",\"message\":\"two\\nlines \\\"x\\\" \\u0007\","
                        + "\"messageSchemaVersion\":\"1\",\"messageType\":\"WARN\",\"threadName\":\"main\"}\n",
                line(event(new SimpleMessage("two\nlines \"x\" \u0007")).build()));
    }

    @Test
    void writesTheStackTraceLineByLine() {
        Exception thrown = new IllegalStateException("outer\nmore", new IOException("inner"));
        String line = line(event(new SimpleMessage("m")).setThrown(thrown).build());
        assertTrue(line.contains(
                "\"throwableInformation\":[\"java.lang.IllegalStateException: outer\",\"more\",\"\\tat io.weir.runtime.EventLayoutTest"), line);
        assertTrue(line.contains("\"Caused by: java.io.IOException: inner\""), line);
        assertTrue(line.endsWith("\"]}\n"), line);
    }

    @Test
    void cutsWhatIsTooLongAndStaysWithinItsBound() {
        for (String unit : new String[] {"x", "é", "€", "\u0001", "\ud83c\udf0a", "\ud83c", "\"\n"}) {
            String text = unit.repeat(300_000);
            Throwable thrown = new RuntimeException(text + "\n" + text, new RuntimeException(("\n" + unit).repeat(200_000)));
            String line = line(event(new SimpleMessage(text)).setThreadName(text).setThrown(thrown).build());
            assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= EventLayout.MOST, unit);
            assertEquals(line.length() - 1, line.indexOf('\n'));
            // As Java encodes it: half a character would have become a question mark.
            assertFalse(unit.equals("\ud83c\udf0a") && new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).contains("?"));
        }
    }

    @Test
    void outlivesTextsThatThrow() {
        Object evil = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no");
            }
        };
        assertTrue(line(event(new ParameterizedMessage("{}", evil)).build()).contains("\"message\":\""));
        Exception thrown = new RuntimeException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("no");
            }
        };
        assertTrue(line(event(new SimpleMessage("m")).setThrown(thrown).build()).contains("its stack trace cannot be printed"));
    }
}
