package io.weir.sql.sink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryUtils;

/** Sends requests, and again what a request did not deliver: sooner at first, every few seconds later: a checkpoint waits for it. */
final class RecordWriter extends AsyncSinkWriter<byte[], OutRecord> {
    private static final Logger LOG = LoggerFactory.getLogger(RecordWriter.class);

    /** Requests at a time. */
    static final int UNDER_WAY = 8;

    private static final int BUFFERED = 5_000;
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5_000;

    private final String name;
    private final Destination.Client client;
    private final Counter failed;
    private final Patience patience = new Patience(System::nanoTime);

    RecordWriter(
            ElementConverter<byte[], OutRecord> converter,
            Sink.InitContext context,
            String name,
            Destination destination,
            Collection<BufferedRequestState<OutRecord>> state) {
        super(converter, context, configuration(destination.limits()), state);
        this.name = name;
        this.failed = context.metricGroup().getNumRecordsSendErrorsCounter();
        this.client = destination.open();
    }

    /** How many records may wait before the job does. */
    static int buffered(Destination.Limits limits) {
        return Math.max(BUFFERED, 2 * limits.records());
    }

    private static AsyncSinkWriterConfiguration configuration(Destination.Limits limits) {
        return AsyncSinkWriterConfiguration.builder()
                .setMaxBatchSize(limits.records())
                .setMaxBatchSizeInBytes(limits.bytes())
                .setMaxInFlightRequests(UNDER_WAY)
                .setMaxBufferedRequests(buffered(limits))
                .setMaxTimeInBufferMS(limits.waitMs())
                .setMaxRecordSizeInBytes(limits.recordBytes())
                .build();
    }

    @Override
    protected void submitRequestEntries(List<OutRecord> records, Consumer<List<OutRecord>> sendAgain) {
        // The list is the caller's and may change once this returns.
        List<OutRecord> request = new ArrayList<>(records);
        CompletableFuture<List<OutRecord>> sent;
        try {
            sent = client.send(request);
        } catch (RuntimeException e) {
            sent = CompletableFuture.failedFuture(e);
        }
        sent.whenComplete((left, trouble) -> {
            Throwable cause = trouble instanceof CompletionException && trouble.getCause() != null ? trouble.getCause() : trouble;
            if (cause instanceof Destination.Refused refused) {
                getFatalExceptionCons().accept(refused);
                return;
            }
            if (cause == null || throttled(cause)) {
                patience.renew();
            } else if (patience.isOver()) {
                String message = name + " has taken nothing for " + Patience.SECONDS + " seconds: " + cause.getMessage();
                getFatalExceptionCons().accept(new Destination.Refused(message, cause));
                return;
            }
            List<OutRecord> rest = cause == null ? left : request;
            if (rest.isEmpty()) {
                sendAgain.accept(List.of());
                return;
            }
            failed.inc(rest.size());
            List<OutRecord> again = rest.stream().map(OutRecord::again).toList();
            long pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(9, again.get(0).tries()));
            LOG.warn("{} of {} records were not taken, sending them again in {} ms", rest.size(), request.size(), pause, cause);
            CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS).execute(() -> sendAgain.accept(again));
        });
    }

    /** Slowness is no failure: it holds the job back. */
    private static boolean throttled(Throwable cause) {
        return cause instanceof SdkException trouble && RetryUtils.isThrottlingException(trouble);
    }

    @Override
    protected long getSizeInBytes(OutRecord record) {
        return record.data().length + (long) record.key().length();
    }

    @Override
    public void close() {
        super.close();
        client.close();
    }
}
