package io.weir.sql.sink;

import io.weir.sql.aws.Clients;
import io.weir.sql.job.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.Record;

/** A Firehose delivery stream. */
record FirehoseDestination(Binding.Firehose stream) implements Destination {
    @Override
    public Limits limits() {
        return new Limits(500, 4_000_000, 1_000_000, 100);
    }

    @Override
    public Client open() {
        FirehoseClient firehose = Clients.build(FirehoseClient.builder(), stream.region(), stream.endpoint());
        ExecutorService threads = Clients.threads("firehose");
        return new Client() {
            @Override
            public CompletableFuture<List<OutRecord>> send(List<OutRecord> records) {
                return AwsCall.run("The delivery stream " + stream.deliveryStreamName(), threads, () -> put(firehose, records));
            }

            @Override
            public void close() {
                threads.shutdownNow();
                firehose.close();
            }
        };
    }

    private List<OutRecord> put(FirehoseClient firehose, List<OutRecord> records) {
        List<Record> entries = records.stream().map(record -> Record.builder().data(SdkBytes.fromByteArrayUnsafe(record.data())).build()).toList();
        PutRecordBatchResponse response =
                firehose.putRecordBatch(request -> request.deliveryStreamName(stream.deliveryStreamName()).records(entries));
        List<OutRecord> left = new ArrayList<>();
        if (response.failedPutCount() != null && response.failedPutCount() > 0) {
            for (int i = 0; i < records.size(); i++) {
                if (response.requestResponses().get(i).errorCode() != null) {
                    left.add(records.get(i));
                }
            }
        }
        return left;
    }
}
