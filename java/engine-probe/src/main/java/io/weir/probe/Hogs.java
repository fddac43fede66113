package io.weir.probe;

import java.io.OutputStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import sun.misc.Unsafe;

/** Runs, and then takes of its host what it can get of the thing that the property {@code hog} names. */
public final class Hogs {

    private static final Path PROPERTIES = Path.of("/etc/flink/application_properties.json");
    private static final Pattern HOG = Pattern.compile("\"hog\"\\s*:\\s*\"([^\"]*)\"");

    private Hogs() {}

    public static void main(String[] args) throws Exception {
        Matcher found = HOG.matcher(Files.readString(PROPERTIES));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(0, Long.MAX_VALUE / 2)
                .map(new Takes(found.find() ? found.group(1) : ""))
                .name("takes")
                .sinkTo(new DiscardingSink<>());
        env.execute("hogs");
    }

    private static final class Takes extends RichMapFunction<Long, Long> {

        private static final long TAKES_AT = 100;
        private static final int MEGABYTES = 8 * 1024 * 1024;
        private static final List<Object> HELD = new ArrayList<>();

        private final String hog;

        Takes(String hog) {
            this.hog = hog;
        }

        @Override
        public Long map(Long number) throws Exception {
            Thread.sleep(5);
            if (number == TAKES_AT) {
                take();
            }
            return number;
        }

        /** As fast as can be seen, and no faster: the machine that this is tried on has other things to do. */
        private void take() throws Exception {
            Path file = Path.of("/tmp/hog");
            byte[] bytes = new byte[MEGABYTES];
            while (!Thread.currentThread().isInterrupted()) {
                switch (hog) {
                    case "processes":
                        HELD.add(new ProcessBuilder("sleep", "600").start());
                        break;
                    case "memory":
                        holdMemory();
                        break;
                    case "disk":
                        append(file, bytes);
                        break;
                    default:
                        return;
                }
            }
        }

        /** Outside of the heap, where no option of the JVM bounds it. */
        private static void holdMemory() throws Exception {
            Field field = Unsafe.class.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            Unsafe unsafe = (Unsafe) field.get(null);
            unsafe.setMemory(unsafe.allocateMemory(MEGABYTES), MEGABYTES, (byte) 1);
            Thread.sleep(50);
        }

        private static void append(Path file, byte[] bytes) throws Exception {
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                out.write(bytes);
            }
            Thread.sleep(50);
        }
    }
}
