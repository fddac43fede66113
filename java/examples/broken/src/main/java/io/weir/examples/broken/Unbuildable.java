package io.weir.examples.broken;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A record that Kryo can write and not read: it fills lists by adding to them, and this one lets nobody add. */
public final class Unbuildable {

    private final List<Long> values;

    Unbuildable(long value) {
        this.values = Collections.unmodifiableList(new ArrayList<>(List.of(value)));
    }

    long value() {
        return values.get(0);
    }
}
