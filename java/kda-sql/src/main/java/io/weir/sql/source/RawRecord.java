package io.weir.sql.source;

/** A record as a stream handed it over. A plain mutable class with public fields, because that is what Flink serialises fastest. */
public final class RawRecord {
    public byte[] data;

    /** When the stream took it, epoch ms. */
    public long arrival;

    public String partitionKey;
    public String sequenceNumber;

    /** In Kinesis's form for every kind of source: {@code shardId-000000000003}. */
    public String shardId;

    /** The number of the shard. It decides to which in-application stream the record goes. */
    public int shard;

    /** Why the record cannot be used: what its pre-processing said; null otherwise. */
    public String failure;

    public RawRecord() {}

    public RawRecord(byte[] data, long arrival, String partitionKey, String sequenceNumber, String shardId, int shard) {
        this.data = data;
        this.arrival = arrival;
        this.partitionKey = partitionKey;
        this.sequenceNumber = sequenceNumber;
        this.shardId = shardId;
        this.shard = shard;
    }

    /** The same record with other data, as pre-processing gives it back. */
    RawRecord with(byte[] changed, String why) {
        RawRecord copy = new RawRecord(changed, arrival, partitionKey, sequenceNumber, shardId, shard);
        copy.failure = why;
        return copy;
    }

    /** {@code shardId-000000000003} of 3. */
    static String shardId(int number) {
        String digits = Integer.toString(number);
        return "shardId-" + "0".repeat(12 - digits.length()) + digits;
    }

    /** The other way. */
    static int number(String shardId) {
        int number = 0;
        for (int i = 0; i < shardId.length(); i++) {
            int digit = shardId.charAt(i) - '0';
            if (digit >= 0 && digit <= 9) {
                number = (number * 10 + digit) & 0x7fffffff;
            }
        }
        return number;
    }
}
