package io.weir.sql.aws;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * Makes clients of AWS services. Credentials come from where AWS's SDK finds them: the environment first of all. HTTP is Java's own client: a few
 * requests at a time are all that a job has under way, and a job's jar need not carry Netty again.
 */
public final class Clients {
    private static final int THREADS = 8;

    private Clients() {}

    /** @param endpoint null for AWS's own */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(B builder, String region, String endpoint) {
        Endpoints.prepare(endpoint);
        builder.httpClient(UrlConnectionHttpClient.builder().connectionTimeout(Duration.ofSeconds(10)).socketTimeout(Duration.ofMinutes(15)).build());
        builder.region(Region.of(region));
        if (endpoint != null) {
            builder.endpointOverride(URI.create(endpoint));
        }
        return builder.build();
    }

    /** Threads for the calls of one sink or function, daemons. */
    public static ExecutorService threads(String name) {
        return Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "weir-" + name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
