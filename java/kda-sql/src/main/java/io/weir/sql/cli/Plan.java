package io.weir.sql.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;

/** Flink's plan for people: an operator a line, with the ones it reads from. */
final class Plan {
    private Plan() {}

    static String of(StreamGraph graph) {
        List<StreamNode> nodes = graph.getStreamNodes().stream().sorted((a, b) -> Integer.compare(a.getId(), b.getId())).toList();
        return nodes.stream().map(Plan::line).collect(Collectors.joining("\n"));
    }

    private static String line(StreamNode node) {
        String from = node.getInEdges().stream()
                .map(edge -> "#" + edge.getSourceId() + " " + edge.getPartitioner())
                .collect(Collectors.joining(", "));
        return "#" + node.getId() + " " + node.getOperatorName() + (from.isEmpty() ? "" : "  <- " + from);
    }
}
