package io.weir.sql.source;

import io.weir.sql.invoke.RecordFunction;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the function with each batch until it answers well. */
final class ProcessRecords extends RichAsyncFunction<List<RawRecord>, List<RawRecord>> {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(ProcessRecords.class);

    private static final long FIRST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 30_000;

    private final RecordFunction.Address address;
    private final ProcessingEvent event;
    private transient RecordFunction function;
    private transient volatile boolean closed;

    ProcessRecords(RecordFunction.Address address, ProcessingEvent event) {
        this.address = address;
        this.event = event;
    }

    @Override
    public void open(OpenContext context) {
        function = address.open();
    }

    @Override
    public void asyncInvoke(List<RawRecord> batch, ResultFuture<List<RawRecord>> result) {
        attempt(batch, result, FIRST_PAUSE_MS);
    }

    private void attempt(List<RawRecord> batch, ResultFuture<List<RawRecord>> result, long pause) {
        if (closed) {
            return;
        }
        call(batch).whenComplete((records, trouble) -> {
            if (trouble == null) {
                result.complete(List.of(records));
                return;
            }
            LOG.warn("Pre-processing of {} records failed, trying again in {} ms", batch.size(), pause, trouble);
            CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS)
                    .execute(() -> attempt(batch, result, Math.min(LONGEST_PAUSE_MS, pause * 2)));
        });
    }

    private CompletableFuture<List<RawRecord>> call(List<RawRecord> batch) {
        try {
            return function.invoke(event.write(batch)).thenApply(answer -> event.read(answer, batch));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        if (function != null) {
            function.close();
        }
    }
}
