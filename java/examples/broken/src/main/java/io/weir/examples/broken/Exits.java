package io.weir.examples.broken;

/** Ends the JVM from inside the main method. */
public final class Exits {

    private Exits() {}

    public static void main(String[] args) {
        System.exit(7);
    }
}
