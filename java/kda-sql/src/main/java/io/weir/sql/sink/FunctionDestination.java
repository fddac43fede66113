package io.weir.sql.sink;

import io.weir.sql.invoke.RecordFunction;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A Lambda function, or what takes its place: called about once a second with the rows of that second. */
record FunctionDestination(RecordFunction.Address address, String applicationArn) implements Destination {
    @Override
    public Limits limits() {
        // A request may have 6 MB; Base64 and what stands around the data take a third and more.
        return new Limits(5_000, 4_000_000, 4_000_000, 1_000);
    }

    @Override
    public Client open() {
        RecordFunction function = address.open();
        return new Client() {
            @Override
            public CompletableFuture<List<OutRecord>> send(List<OutRecord> records) {
                DeliveryEvent event = new DeliveryEvent(applicationArn, records);
                return function.invoke(event.write()).thenApply(event::notDelivered);
            }

            @Override
            public void close() {
                function.close();
            }
        };
    }
}
