package io.weir.runtime;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamGraphHasherV2;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.runtime.partitioner.ForwardPartitioner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes which operators the program has given a parallelism of their own ({@code setParallelism} on an operator), because Flink's REST API
 * does not tell them from the default: a rescale in place must leave them alone. The file {@code weir.parallelism.file} has a line for
 * each operator: the id that Flink gives to its vertex if the operator is the first of one, its parallelism, and
 * <ul>
 *   <li>{@code fixed}: the program's;
 *   <li>{@code free}: that of the application;
 *   <li>{@code tied}: it hands records to, or takes them from, an operator of the other kind one to one. Flink has decided so because both
 *       have the same parallelism now, and would lose the balance, or the order, when one of them alone gets another.
 * </ul>
 * It is there as soon as a job was submitted.
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
        } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError trouble) {
            LOG.warn("The parallelism of the program's operators was not noted.", trouble);
        }
    }

    static String of(StreamGraph graph) throws ReflectiveOperationException {
        Map<Integer, byte[]> hashes = new StreamGraphHasherV2().traverseStreamGraphAndGenerateHashes(graph);
        StringBuilder lines = new StringBuilder();
        for (StreamNode node : graph.getStreamNodes()) {
            boolean fixed = isFixed(node);
            boolean tied = false;
            for (StreamEdge edge : node.getInEdges()) {
                boolean oneToOne = edge.getPartitioner() instanceof ForwardPartitioner;
                tied |= oneToOne && isFixed(graph.getStreamNode(edge.getSourceId())) != fixed;
            }
            lines.append(new JobVertexID(hashes.get(node.getId())))
                    .append(' ')
                    .append(node.getParallelism())
                    .append(tied ? " tied\n" : fixed ? " fixed\n" : " free\n");
        }
        return lines.toString();
    }

    /** Flink keeps to itself whether a node's parallelism is the program's. */
    private static boolean isFixed(StreamNode node) throws ReflectiveOperationException {
        Method configured = StreamNode.class.getDeclaredMethod("isParallelismConfigured");
        configured.setAccessible(true);
        return (boolean) configured.invoke(node);
    }

    private static void write(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
