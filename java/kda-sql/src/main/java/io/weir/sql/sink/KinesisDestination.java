package io.weir.sql.sink;

import io.weir.sql.aws.Clients;
import io.weir.sql.job.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;

/** A Kinesis data stream. */
record KinesisDestination(Binding.Kinesis stream) implements Destination {
    @Override
    public Limits limits() {
        return new Limits(500, 5_000_000, 1_000_000, 100);
    }

    @Override
    public Client open() {
        KinesisClient kinesis = Clients.build(KinesisClient.builder(), stream.region(), stream.endpoint());
        ExecutorService threads = Clients.threads("kinesis");
        return new Client() {
            @Override
            public CompletableFuture<List<OutRecord>> send(List<OutRecord> records) {
                return AwsCall.run("The stream " + stream.streamName(), threads, () -> put(kinesis, records));
            }

            @Override
            public void close() {
                threads.shutdownNow();
                kinesis.close();
            }
        };
    }

    private List<OutRecord> put(KinesisClient kinesis, List<OutRecord> records) {
        List<PutRecordsRequestEntry> entries = new ArrayList<>(records.size());
        for (OutRecord record : records) {
            entries.add(PutRecordsRequestEntry.builder().partitionKey(record.key()).data(SdkBytes.fromByteArrayUnsafe(record.data())).build());
        }
        PutRecordsResponse response = kinesis.putRecords(request -> request.streamName(stream.streamName()).records(entries));
        List<OutRecord> left = new ArrayList<>();
        if (response.failedRecordCount() != null && response.failedRecordCount() > 0) {
            for (int i = 0; i < records.size(); i++) {
                if (response.records().get(i).errorCode() != null) {
                    left.add(records.get(i));
                }
            }
        }
        return left;
    }
}
