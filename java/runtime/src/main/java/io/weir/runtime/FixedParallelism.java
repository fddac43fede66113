package io.weir.runtime;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes which parallelisms the program has given to operators of its own ({@code setParallelism} on an operator), because Flink's REST
 * API does not tell them from the default: a rescale in place must leave them alone. The file {@code weir.parallelism.file}
 * holds them, separated by commas; it is there as soon as a job was submitted.
 */
final class FixedParallelism {

    static final String FILE_PROPERTY = "weir.parallelism.file";
    private static final Logger LOG = LoggerFactory.getLogger(FixedParallelism.class);

    private FixedParallelism() {}

    /** Without the file a rescale goes through a savepoint, so no trouble here is worth failing the job. */
    static void note(StreamGraph graph) {
        String file = System.getProperty(FILE_PROPERTY);
        if (file == null) {
            return;
        }
        try {
            write(Path.of(file), of(graph));
        } catch (IOException | ReflectiveOperationException | RuntimeException trouble) {
            LOG.warn("The parallelism of the program's operators was not noted.", trouble);
        }
    }

    /** Flink keeps to itself whether a node's parallelism is the program's. */
    static String of(StreamGraph graph) throws ReflectiveOperationException {
        Method configured = StreamNode.class.getDeclaredMethod("isParallelismConfigured");
        configured.setAccessible(true);
        TreeSet<Integer> fixed = new TreeSet<>();
        for (StreamNode node : graph.getStreamNodes()) {
            if ((boolean) configured.invoke(node)) {
                fixed.add(node.getParallelism());
            }
        }
        return fixed.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static void write(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
