package io.weir.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.Test;

class FixedParallelismTest {

    private final StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);

    private List<String> noted() throws Exception {
        return FixedParallelism.of(env.getStreamGraph())
                .lines()
                .map(line -> line.replaceFirst("^[0-9a-f]{32} ", ""))
                .sorted()
                .collect(Collectors.toList());
    }

    private DataStream<Long> source() {
        return env.fromSequence(0, 9).setParallelism(1);
    }

    @Test
    void tellsTheProgramsOwnFromTheApplications() throws Exception {
        source().rebalance().map(value -> value).returns(Types.LONG).sinkTo(new DiscardingSink<>());
        assertEquals(List.of("1 fixed", "1 free", "1 free"), noted());
    }

    @Test
    void namesVerticesAsFlinkDoes() throws Exception {
        source().rebalance().map(value -> value).returns(Types.LONG).uid("mine").sinkTo(new DiscardingSink<>());
        StreamGraph graph = env.getStreamGraph();
        Map<String, String> kinds = FixedParallelism.of(graph)
                .lines()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[2]));
        List<String> vertices = new ArrayList<>();
        for (JobVertex vertex : graph.getJobGraph().getVerticesSortedTopologicallyFromSources()) {
            vertices.add(kinds.get(vertex.getID().toString()));
        }
        assertEquals(List.of("fixed", "free"), vertices);
    }

    @Test
    void tellsWhatIsTiedByHandingOverOneToOne() throws Exception {
        source().map(value -> value).returns(Types.LONG).sinkTo(new DiscardingSink<>());
        assertEquals(List.of("1 fixed", "1 free", "1 tied"), noted());
    }
}
