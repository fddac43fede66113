package io.weir.sql.invoke;

import io.weir.sql.aws.Clients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** A function of AWS's Lambda, or of a server that speaks its API. */
final class LambdaRecordFunction implements RecordFunction {
    private final String functionArn;
    private final LambdaClient client;
    private final ExecutorService threads = Clients.threads("lambda");

    LambdaRecordFunction(String functionArn, String region, String endpoint) {
        this.functionArn = functionArn;
        this.client = Clients.build(LambdaClient.builder(), region, endpoint);
    }

    @Override
    public CompletableFuture<byte[]> invoke(byte[] event) {
        return CompletableFuture.supplyAsync(
                () -> client.invoke(request -> request.functionName(functionArn).payload(SdkBytes.fromByteArrayUnsafe(event))), threads)
                .thenCompose(LambdaRecordFunction::answer);
    }

    private static CompletableFuture<byte[]> answer(InvokeResponse response) {
        byte[] payload = response.payload().asByteArrayUnsafe();
        if (response.functionError() == null) {
            return CompletableFuture.completedFuture(payload);
        }
        String said = new String(payload, 0, Math.min(payload.length, 500), StandardCharsets.UTF_8);
        return CompletableFuture.failedFuture(new IOException("The function failed (" + response.functionError() + "): " + said));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
    }
}
