package io.weir.sql.sink;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A place that takes records by requests, several in one. */
interface Destination extends Serializable {

    Limits limits();

    /** Called where the job runs. */
    Client open();

    /**
     * What one request may hold, in records and bytes, and one record; and how long a record may wait for others.
     */
    record Limits(int records, long bytes, long recordBytes, long waitMs) implements Serializable {}

    /** Sends requests, several at a time. */
    interface Client extends AutoCloseable {
        /**
         * Completes with the records that have to be sent again. Completes exceptionally with {@link Refused} when sending them again cannot help,
         * and with anything else when all of them have to be sent again.
         */
        CompletableFuture<List<OutRecord>> send(List<OutRecord> records);

        @Override
        void close();
    }

    /** The destination is not there, or not ours: the job cannot go on. */
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
