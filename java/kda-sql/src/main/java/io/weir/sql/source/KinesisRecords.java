package io.weir.sql.source;

import io.weir.sql.aws.Endpoints;
import io.weir.sql.job.Binding;
import io.weir.sql.job.SqlInput;
import java.util.Properties;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;
import org.apache.flink.streaming.connectors.kinesis.config.AWSConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

/** Reads a Kinesis data stream, AWS's or any server that speaks its API, with Flink's connector. */
final class KinesisRecords {
    private KinesisRecords() {}

    // Deprecated for a source that, in the releases which can be had, does not read the shards of a split in order.
    @SuppressWarnings("deprecation")
    static DataStream<RawRecord> read(StreamExecutionEnvironment env, Binding.Kinesis stream, SqlInput input) {
        Properties properties = new Properties();
        properties.setProperty(AWSConfigConstants.AWS_REGION, stream.region());
        if (stream.endpoint() != null) {
            properties.setProperty(AWSConfigConstants.AWS_ENDPOINT, stream.endpoint());
        }
        properties.setProperty(
                ConsumerConfigConstants.STREAM_INITIAL_POSITION,
                input.startingPosition() == SqlInput.StartingPosition.TRIM_HORIZON ? "TRIM_HORIZON" : "LATEST");
        FlinkKinesisConsumer<RawRecord> consumer =
                new FlinkKinesisConsumer<>(stream.streamName(), new Schema(stream.endpoint()), properties);
        // Shards evenly over the subtasks; the connector's default is their hash, which leaves some with none.
        consumer.setShardAssigner((shard, subtasks) -> RawRecord.number(shard.getShard().getShardId()) % subtasks);
        return env.addSource(consumer, "Kinesis " + stream.streamName()).returns(TypeInformation.of(RawRecord.class)).uid(input.positions());
    }

    private static final class Schema implements KinesisDeserializationSchema<RawRecord> {
        private static final long serialVersionUID = 1;

        private final String endpoint;

        Schema(String endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public void open(DeserializationSchema.InitializationContext context) {
            Endpoints.prepare(endpoint);
        }

        @Override
        public RawRecord deserialize(byte[] data, String partitionKey, String sequenceNumber, long arrival, String stream, String shardId) {
            return new RawRecord(data, arrival, partitionKey, sequenceNumber, shardId, RawRecord.number(shardId));
        }

        @Override
        public TypeInformation<RawRecord> getProducedType() {
            return TypeInformation.of(RawRecord.class);
        }
    }
}
