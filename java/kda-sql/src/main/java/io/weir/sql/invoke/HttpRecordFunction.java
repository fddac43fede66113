package io.weir.sql.invoke;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** An address that is POSTed the event. Every status but 200 to 299 is a failure. */
final class HttpRecordFunction implements RecordFunction {
    /** As long as a Lambda function may take at most. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final URI address;
    private final HttpClient client;

    HttpRecordFunction(String url) {
        this.address = URI.create(url);
        this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10)).build();
    }

    @Override
    public CompletableFuture<byte[]> invoke(byte[] event) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(event))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()).thenCompose(response -> {
            if (response.statusCode() / 100 == 2) {
                return CompletableFuture.completedFuture(response.body());
            }
            return CompletableFuture.failedFuture(new IOException(address + " answered with status " + response.statusCode()));
        });
    }

    @Override
    public void close() {
        // The client ends with its last reference; it has no close before Java 21.
    }
}
