package io.weir.sql.sink;

import io.weir.sql.job.Binding;
import java.util.Properties;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;

/** A Kafka topic. Records have no key and spread over its partitions. */
final class KafkaRecordSink {
    /** The client's default, less what stands around a record. */
    private static final long DEFAULT_RECORD_BYTES = 1_048_576 - 1024;

    private KafkaRecordSink() {}

    /** @param owner whose transactions they are, unlike any other's on that Kafka */
    static Sink<byte[]> of(Binding.Kafka topic, String owner) {
        Properties properties = new Properties();
        // Brokers allow 15 minutes unless told otherwise, less than the connector would ask for.
        properties.setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "900000");
        properties.putAll(topic.clientProperties());
        SerializationSchema<byte[]> asItIs = record -> record;
        return KafkaSink.<byte[]>builder()
                .setBootstrapServers(topic.bootstrapServers())
                .setKafkaProducerConfig(properties)
                .setDeliveryGuarantee(topic.exactlyOnce() ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE)
                .setTransactionalIdPrefix("weir-" + owner)
                .setRecordSerializer(
                        KafkaRecordSerializationSchema.<byte[]>builder().setTopic(topic.topic()).setValueSerializationSchema(asItIs).build())
                .build();
    }

    static long recordBytes(Binding.Kafka topic) {
        String most = topic.clientProperties().get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        return most == null ? DEFAULT_RECORD_BYTES : Math.max(1, Long.parseLong(most.strip()) - 1024);
    }
}
