package io.weir.sql.sink;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long a destination may take nothing. Then the job fails and comes back: it could as well wait, but would stand still in good health, with
 * nothing that tells why. Used by several threads.
 */
final class Patience {
    static final int SECONDS = 120;

    private final LongSupplier nanos;
    private OptionalLong since = OptionalLong.empty();

    Patience(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** The destination lives. */
    synchronized void renew() {
        since = OptionalLong.empty();
    }

    /** A request has failed: whether all have, for too long. */
    synchronized boolean isOver() {
        long now = nanos.getAsLong();
        if (since.isEmpty()) {
            since = OptionalLong.of(now);
        }
        return now - since.getAsLong() >= TimeUnit.SECONDS.toNanos(SECONDS);
    }
}
