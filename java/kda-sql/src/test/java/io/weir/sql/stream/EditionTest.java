package io.weir.sql.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.sql.parser.KdaParser;
import io.weir.sql.translate.Translation;
import io.weir.sql.translate.Translator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class EditionTest {
    private static final RowType TYPE = RowType.of(new LogicalType[] {new IntType()}, new String[] {"V"});
    private static final String SUMS =
            """
            CREATE STREAM SUMS (S INTEGER);
            CREATE PUMP P AS INSERT INTO SUMS SELECT STREAM SUM(V) FROM S_001 GROUP BY FLOOR(S_001.ROWTIME TO MINUTE);
            """;
    private static final String AVERAGES = SUMS.replace("SUM(V)", "AVG(V)");

    @Test
    void theSameTextFindsItsStateAgain() {
        assertEquals(operators(SUMS), operators(SUMS));
    }

    @Test
    void anotherTextHasNoOperatorThatCouldBeTakenForOneOfTheFirst() {
        Set<OperatorID> both = operators(SUMS);
        both.retainAll(operators(AVERAGES));
        assertEquals(1, both.size(), "the source alone");
    }

    @Test
    void blanksAndCommentsAreNoOtherText() {
        assertEquals(operators(SUMS), operators("-- by the minute\n" + SUMS.replace(", ", ",\n  ").replace("SELECT", "SELECT /* all */")));
        assertNotEquals(operators(SUMS), operators(SUMS.replace("SUMS (S INTEGER)", "SUMS (\"S \" INTEGER)")));
    }

    @Test
    void otherColumnsAreAnotherProgram() {
        RowType wider = RowType.of(new LogicalType[] {new IntType(), new IntType()}, new String[] {"V", "W"});
        Set<OperatorID> both = operators(SUMS);
        both.retainAll(operators(SUMS, wider, GenericRowData.of(1, 2)));
        assertEquals(1, both.size(), "the source alone");
    }

    private static Set<OperatorID> operators(String code) {
        return operators(code, TYPE, GenericRowData.of(1));
    }

    private static Set<OperatorID> operators(String code, RowType type, RowData row) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        InAppStream input =
                new InAppStream("S_001", type, 0, env.fromData(List.of(row), InternalTypeInfo.of(type)).uid("source"));
        Translation translation =
                Translator.translate(
                        StreamTableEnvironment.create(env),
                        KdaParser.parse(code),
                        Edition.of(code, Map.of("S_001", input), Map.of()),
                        Map.of(),
                        new ErrorStream());
        translation.streams().get("SUMS").rows().sinkTo(new DiscardingSink<>());
        Set<OperatorID> ids = new HashSet<>();
        for (JobVertex vertex : env.getStreamGraph().getJobGraph().getVertices()) {
            vertex.getOperatorIDs().stream().map(OperatorIDPair::getGeneratedOperatorID).forEach(ids::add);
        }
        assertTrue(ids.size() > 4, ids::toString);
        return ids;
    }
}
