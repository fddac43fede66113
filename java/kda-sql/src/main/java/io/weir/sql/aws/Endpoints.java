package io.weir.sql.aws;

/** What clients of AWS's API need to know about servers that are not AWS's. */
public final class Endpoints {
    private Endpoints() {}

    /**
     * To be called before a client is made. The clients' binary form, CBOR, is AWS's own; servers that speak the same API know JSON in any case.
     * Both generations of the SDK take this from system properties only, so one such server decides for the process.
     */
    public static void prepare(String endpoint) {
        if (endpoint != null) {
            System.setProperty("aws.cborEnabled", "false");
            // The name as the connector's jar has it, which carries its own copy of the older SDK.
            System.setProperty("org.apache.flink.kinesis.shaded.com.amazonaws.sdk.disableCbor", "true");
        }
    }
}
