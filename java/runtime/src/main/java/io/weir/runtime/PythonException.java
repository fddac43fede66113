package io.weir.runtime;

/** A failure of the user's Python program. Its message is Python's traceback; frames of Java would say nothing. */
final class PythonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PythonException(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}
