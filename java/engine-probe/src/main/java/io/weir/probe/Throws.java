package io.weir.probe;

/** Never gets to a job. */
public final class Throws {

    private Throws() {}

    public static void main(String[] args) {
        throw new IllegalStateException("the probe throws");
    }
}
