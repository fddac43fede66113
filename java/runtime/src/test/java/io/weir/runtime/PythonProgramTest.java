package io.weir.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import org.apache.flink.client.program.ProgramAbortException;
import org.junit.jupiter.api.Test;

class PythonProgramTest {

    private static final String TRACEBACK =
            "Traceback (most recent call last):\n  File \"main.py\", line 1, in <module>\nValueError: no";

    private static Throwable failure(String printed, Throwable thrown) {
        return assertThrows(
                Throwable.class,
                () -> PythonProgram.call(() -> {
                    System.out.println(printed);
                    throw new InvocationTargetException(thrown);
                }));
    }

    @Test
    void saysWhatPythonSaid() {
        PrintStream out = System.out;
        Throwable ended = new ProgramAbortException(new RuntimeException("Python process exits with code: 1"));
        Throwable failure = failure("starting\n" + TRACEBACK, ended);
        assertEquals(PythonException.class, failure.getClass());
        assertEquals(TRACEBACK, failure.getMessage());
        assertNull(failure.getCause());
        assertSame(out, System.out);
    }

    @Test
    void saysWhatAProgramWithoutATracebackSaidLast() {
        Throwable ended = new ProgramAbortException(new RuntimeException("Python process exits with code: 3"));
        assertEquals(
                "The Python program ended with a failure and without a traceback (Python process exits with code: 3); it said last: giving up",
                failure("starting\ngiving up", ended).getMessage());
    }

    @Test
    void keepsAFailureOfJavaBelowPythons() {
        Throwable java = new IllegalArgumentException("no such table");
        Throwable failure = failure(TRACEBACK, java);
        assertEquals(TRACEBACK, failure.getMessage());
        assertSame(java, failure.getCause());
        assertSame(java, failure("nothing of interest", java));
    }
}
