package org.apache.flink.client.program;

/** By the name of the one that Flink's Python driver throws. */
public class ProgramAbortException extends Error {

    private static final long serialVersionUID = 1L;

    public ProgramAbortException(Throwable cause) {
        super(cause);
    }
}
