package io.weir.sql.invoke;

import io.weir.sql.job.Binding;
import java.io.Serializable;
import java.util.concurrent.CompletableFuture;

/** A function that is given an event, as JSON, and answers one: AWS Lambda, or whatever takes its place. */
public interface RecordFunction extends AutoCloseable {
    /** Completes with the answer, or exceptionally when there is none: trouble on the way, or the function failed. */
    CompletableFuture<byte[]> invoke(byte[] event);

    @Override
    void close();

    /** Where a function is. Opened where the job runs. */
    @FunctionalInterface
    interface Address extends Serializable {
        RecordFunction open();
    }

    /** @param what names the part of the configuration, for the message when it is bound to no function */
    static Address at(Binding binding, String what) {
        if (binding instanceof Binding.Lambda lambda) {
            return () -> new LambdaRecordFunction(lambda.functionArn(), lambda.region(), lambda.endpoint());
        }
        if (binding instanceof Binding.Http http) {
            return () -> new HttpRecordFunction(http.url());
        }
        throw new IllegalArgumentException(what + " must be a Lambda function or an HTTP address");
    }
}
