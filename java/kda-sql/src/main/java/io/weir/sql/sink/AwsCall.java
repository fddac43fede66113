package io.weir.sql.sink;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Makes a request of AWS's API and says which troubles are for good. */
final class AwsCall {
    /** Nothing gets better by itself here; and a job that stops with the reason is better than one that stands still without. */
    private static final List<String> FOR_GOOD = List.of(
            "ResourceNotFoundException", "AccessDeniedException", "ValidationException", "InvalidArgumentException", "UnrecognizedClientException",
            "InvalidSignatureException", "KMSAccessDeniedException", "KMSNotFoundException", "KMSDisabledException");

    private AwsCall() {}

    static <T> CompletableFuture<T> run(String what, Executor threads, Supplier<T> call) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return call.get();
                    } catch (AwsServiceException e) {
                        if (e.awsErrorDetails() != null && FOR_GOOD.contains(e.awsErrorDetails().errorCode())) {
                            throw new Destination.Refused(what + " cannot be written to: " + e.getMessage(), e);
                        }
                        throw e;
                    }
                },
                threads);
    }
}
