package io.weir.sql.source;

import io.weir.sql.aws.Clients;
import io.weir.sql.invoke.RecordFunction;
import io.weir.sql.job.Binding;
import io.weir.sql.job.SqlInput.StartingPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Takes a few records from a source, for whoever wants to know what they look like. Nothing remembers how far it was read. */
public final class Samples {
    private static final Duration PAUSE = Duration.ofMillis(250);

    private Samples() {}

    /** @return at most so many, fewer when no more come in time */
    public static List<RawRecord> take(Binding source, StartingPosition position, int most, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        boolean fromBeginning = position == StartingPosition.TRIM_HORIZON;
        if (source instanceof Binding.Kinesis kinesis) {
            return ofKinesis(kinesis, fromBeginning, most, end);
        }
        if (source instanceof Binding.Kafka kafka) {
            return ofKafka(kafka, fromBeginning, most, end);
        }
        throw new IllegalArgumentException("Records can be sampled from Kinesis data streams and Kafka topics only");
    }

    /** The data of the records that a pre-processing function finds Ok. */
    public static List<byte[]> process(Binding processor, String streamArn, List<RawRecord> records, Duration patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        ProcessingEvent event = new ProcessingEvent(streamArn, streamArn);
        try (RecordFunction function = RecordFunction.at(processor, "The processor").open()) {
            byte[] answer = function.invoke(event.write(records)).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return event.read(answer, records).stream().filter(record -> record.failure == null).map(record -> record.data).toList();
        }
    }

    private static List<RawRecord> ofKinesis(Binding.Kinesis stream, boolean fromBeginning, int most, long end) throws InterruptedException {
        List<RawRecord> records = new ArrayList<>();
        ShardIteratorType type = fromBeginning ? ShardIteratorType.TRIM_HORIZON : ShardIteratorType.LATEST;
        try (KinesisClient client = Clients.build(KinesisClient.builder(), stream.region(), stream.endpoint())) {
            List<Shard> shards = client.listShards(request -> request.streamName(stream.streamName())).shards();
            List<String> iterators = new ArrayList<>();
            for (Shard shard : shards) {
                iterators.add(client.getShardIterator(request ->
                        request.streamName(stream.streamName()).shardId(shard.shardId()).shardIteratorType(type)).shardIterator());
            }
            while (records.size() < most && System.nanoTime() < end) {
                int before = records.size();
                for (int i = 0; i < iterators.size() && records.size() < most; i++) {
                    String iterator = iterators.get(i);
                    if (iterator == null) {
                        continue;
                    }
                    int wanted = most - records.size();
                    GetRecordsResponse answer = client.getRecords(request -> request.shardIterator(iterator).limit(wanted));
                    String shardId = shards.get(i).shardId();
                    answer.records().forEach(record -> records.add(raw(record, shardId)));
                    iterators.set(i, answer.nextShardIterator());
                }
                if (records.size() == before) {
                    if (before > 0 && fromBeginning) {
                        break;
                    }
                    Thread.sleep(PAUSE.toMillis());
                }
            }
        }
        return records;
    }

    private static RawRecord raw(Record record, String shardId) {
        return new RawRecord(
                record.data().asByteArray(),
                record.approximateArrivalTimestamp().toEpochMilli(),
                record.partitionKey(),
                record.sequenceNumber(),
                shardId,
                RawRecord.number(shardId));
    }

    private static List<RawRecord> ofKafka(Binding.Kafka topic, boolean fromBeginning, int most, long end) {
        Properties properties = new Properties();
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.putAll(topic.clientProperties());
        properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, topic.bootstrapServers());
        properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(most));
        properties.setProperty(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        List<RawRecord> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topic()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            if (fromBeginning) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
            }
            while (records.size() < most && System.nanoTime() < end) {
                int before = records.size();
                long left = Math.max(1, (end - System.nanoTime()) / 1_000_000);
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(Math.min(1_000, left)))) {
                    if (records.size() < most && record.value() != null) {
                        records.add(raw(record));
                    }
                }
                if (records.size() == before && before > 0 && fromBeginning) {
                    break;
                }
            }
        }
        return records;
    }

    private static RawRecord raw(ConsumerRecord<byte[], byte[]> record) {
        int partition = record.partition();
        String offset = String.format(Locale.ROOT, "%d", record.offset());
        return new RawRecord(record.value(), record.timestamp(), "", offset, RawRecord.shardId(partition), partition);
    }
}
