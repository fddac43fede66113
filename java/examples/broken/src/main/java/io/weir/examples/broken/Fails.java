package io.weir.examples.broken;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Lets twenty records pass and then fails in the way that its mode names. */
final class Fails extends RichMapFunction<Long, Long> {

    private static final long FAILS_AT = 20;
    private static final int MEGABYTE = 1024 * 1024;

    /** What is never let go. */
    private static final List<Object> HELD = new ArrayList<>();

    private final String mode;

    Fails(String mode) {
        this.mode = mode;
    }

    @Override
    public Long map(Long number) throws Exception {
        return number < FAILS_AT ? number : fail(number);
    }

    private long fail(long number) throws Exception {
        switch (mode) {
            case "map-throws":
                throw new ArithmeticException("broken on purpose at record " + number);
            case "nested-null":
                throw new IllegalStateException("record " + number + " could not be enriched", nullPointer());
            case "class-not-found":
                return Class.forName("org.example.only.at.Compile").hashCode();
            case "connection-refused":
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress("127.0.0.1", 9), 2_000);
                    return number;
                }
            case "access-denied":
                // What the AWS SDK says when a policy does not allow a call.
                throw new SecurityException("Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied)");
            case "exit-in-map":
                System.exit(9);
                return number;
            case "heap":
                for (; ; ) {
                    HELD.add(new byte[8 * MEGABYTE]);
                }
            case "direct-memory":
                for (; ; ) {
                    HELD.add(ByteBuffer.allocateDirect(8 * MEGABYTE));
                }
            case "metaspace":
                return new ManyClasses().load(HELD);
            default:
                return number;
        }
    }

    private static RuntimeException nullPointer() {
        try {
            Map<String, String> none = Map.of();
            none.get("customer").length();
            return new IllegalStateException("unreachable");
        } catch (NullPointerException expected) {
            return expected;
        }
    }
}
