package io.weir.examples.broken;

/** A record that Kryo can write and not read: it has no constructor without arguments. */
public final class Unbuildable {

    private final long value;

    Unbuildable(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("a negative value");
        }
        this.value = value;
    }

    long value() {
        return value;
    }
}
