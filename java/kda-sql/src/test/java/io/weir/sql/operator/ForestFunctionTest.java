package io.weir.sql.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Random;
import org.apache.flink.streaming.api.operators.StreamFlatMap;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForestFunctionTest {
    private static final RowType TYPE =
            RowType.of(
                    new LogicalType[] {new VarCharType(4), new DoubleType(), new IntType(), new DecimalType(10, 2)},
                    new String[] {"ticker", "Price", "CHANGE", "ignored"});

    private static Run forest(ForestSettings settings) throws Exception {
        ForestFunction function = new ForestFunction(new NumericColumns(TYPE), settings);
        return Run.of(() -> new StreamFlatMap<>(function), TYPE, Operators.forestType(TYPE, settings));
    }

    private static ForestSettings settings(int shingle, boolean explained) {
        return new ForestSettings(50, 64, 1000, shingle, explained, explained);
    }

    private static void ordinary(Run run, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            Random random = new Random(i);
            run.row(i, "A", 100 + random.nextGaussian(), random.nextInt(10), Run.decimal("9.99"));
        }
    }

    private static double score(String row) {
        return Double.parseDouble(row.split(", ")[4]);
    }

    @Test
    void theFirstRecordsHaveTheScoreNoughtAndAnUnusualOneAHighOne() throws Exception {
        try (Run run = forest(settings(1, false))) {
            ordinary(run, 0, 500);
            run.row(500, "A", 150.0, 5, null).row(501, "A", null, 5, null);
            List<String> rows = run.output();
            assertEquals(502, rows.size());
            assertTrue(rows.subList(0, 64).stream().allMatch(row -> score(row) == 0), "the first 64 are learned only");
            assertTrue(score(rows.get(65)) > 0);
            double highest = rows.subList(64, 500).stream().mapToDouble(ForestFunctionTest::score).max().orElseThrow();
            assertTrue(score(rows.get(500)) > highest, rows.get(500));
            assertEquals("501: A, null, 5, null, 0.0", rows.get(501));
        }
    }

    @Test
    void theExplanationNamesTheColumnAndItsPartsSumUpToTheScore() throws Exception {
        try (Run run = forest(settings(1, true))) {
            ordinary(run, 0, 300);
            run.row(300, "A", 50.0, 5, null);
            List<String> rows = run.output();
            JsonNode first = explanation(rows.get(0));
            assertEquals("0.0000", first.at("/Price/ATTRIBUTION_SCORE").asText());
            assertEquals("LOW", first.at("/Price/DIRECTION").asText());
            JsonNode last = explanation(rows.get(300));
            assertEquals(2, last.size());
            assertEquals("LOW", last.at("/Price/DIRECTION").asText());
            double price = Double.parseDouble(last.at("/Price/ATTRIBUTION_SCORE").asText());
            double change = Double.parseDouble(last.at("/CHANGE/ATTRIBUTION_SCORE").asText());
            assertTrue(price > change);
            assertTrue(Double.parseDouble(last.at("/Price/STRENGTH").asText()) > 0);
            assertEquals(score(rows.get(300)), price + change, 0.001);
        }
    }

    private static JsonNode explanation(String row) throws Exception {
        return new ObjectMapper().readTree(row.substring(row.indexOf('{')));
    }

    @ParameterizedTest
    @CsvSource({"1, false", "4, true"})
    void aRestoredForestGivesTheSameScores(int shingle, boolean explained) throws Exception {
        try (Run straight = forest(settings(shingle, explained));
                Run restarted = forest(settings(shingle, explained))) {
            ordinary(straight, 0, 400);
            ordinary(restarted, 0, 30);
            restarted.restart();
            ordinary(restarted, 30, 250);
            restarted.restart();
            ordinary(restarted, 250, 400);
            assertEquals(straight.output(), restarted.output());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0,    256,  100000, 1,  'numberOfTrees must be from 1 to 1000, not 0'",
        "100,  9,    100000, 1,  'subSampleSize must be from 10 to 1000, not 9'",
        "100,  1001, 100000, 1,  'subSampleSize must be from 10 to 1000, not 1001'",
        "100,  256,  0,      1,  'timeDecay must be from 1 to 2147483647, not 0'",
        "100,  256,  100000, 31, 'shingleSize must be from 1 to 30, not 31'",
        "100,  256,  256,    1,  'subSampleSize must be less than timeDecay; they are 256 and 256'",
    })
    void refusesWhatAwsRefuses(int trees, int sample, int decay, int shingle, String why) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new ForestSettings(trees, sample, decay, shingle, false, false));
        assertEquals(why, refused.getMessage());
    }
}
