package io.weir.examples.broken;

/** Fails before there is a job, with a cause behind the exception. */
public final class ThrowsInMain {

    private ThrowsInMain() {}

    public static void main(String[] args) {
        throw new IllegalStateException("the application could not be set up", new IllegalArgumentException("broken on purpose in main"));
    }
}
