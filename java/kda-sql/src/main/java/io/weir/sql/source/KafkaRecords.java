package io.weir.sql.source;

import io.weir.sql.job.Binding;
import io.weir.sql.job.SqlInput;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads a Kafka topic as if it were a stream: a partition is a shard, an offset a sequence number. */
final class KafkaRecords {
    private KafkaRecords() {}

    static DataStream<RawRecord> read(StreamExecutionEnvironment env, Binding.Kafka topic, SqlInput input) {
        Properties properties = new Properties();
        // What a transaction took back was never in the stream.
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.setProperty("partition.discovery.interval.ms", "30000");
        properties.putAll(topic.clientProperties());
        KafkaSource<RawRecord> source = KafkaSource.<RawRecord>builder()
                .setBootstrapServers(topic.bootstrapServers())
                .setTopics(topic.topic())
                .setStartingOffsets(
                        input.startingPosition() == SqlInput.StartingPosition.TRIM_HORIZON
                                ? OffsetsInitializer.earliest()
                                : OffsetsInitializer.latest())
                .setDeserializer(new Schema())
                .setProperties(properties)
                .build();
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "Kafka " + topic.topic()).uid(input.positions());
    }

    private static final class Schema implements KafkaRecordDeserializationSchema<RawRecord> {
        private static final long serialVersionUID = 1;
        private static final byte[] EMPTY = {};

        private transient Map<Integer, String> shardIds;

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawRecord> out) {
            // A tombstone has no value; as a record it is an empty one, which cannot be parsed.
            byte[] data = record.value() == null ? EMPTY : record.value();
            String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
            int partition = record.partition();
            out.collect(new RawRecord(data, record.timestamp(), key, Long.toString(record.offset()), shardId(partition), partition));
        }

        private String shardId(int partition) {
            if (shardIds == null) {
                shardIds = new HashMap<>();
            }
            return shardIds.computeIfAbsent(partition, RawRecord::shardId);
        }

        @Override
        public TypeInformation<RawRecord> getProducedType() {
            return TypeInformation.of(RawRecord.class);
        }
    }
}
