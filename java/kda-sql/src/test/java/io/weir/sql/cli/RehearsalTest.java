package io.weir.sql.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.sql.job.RecordFormat;
import io.weir.sql.job.SourceSchema;
import io.weir.sql.job.SqlInput;
import io.weir.sql.job.SqlJob;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RehearsalTest {
    private static final SqlInput TRADES = new SqlInput(
            "1.1",
            "TRADES",
            2,
            null,
            new SourceSchema(RecordFormat.JSON, "$", null, null, null, List.of(
                    new SourceSchema.Column("TICKER", "VARCHAR(4)", "$.ticker"), new SourceSchema.Column("PRICE", "DOUBLE", "$.price"))),
            null,
            null);

    private static final String COUNT = """
            CREATE STREAM COUNTS (TICKER VARCHAR(4), N INTEGER);
            CREATE PUMP COUNTING AS INSERT INTO COUNTS
              SELECT STREAM TICKER, COUNT(*) FROM TRADES_001
              GROUP BY TICKER, STEP(TRADES_001.ROWTIME BY INTERVAL '10' SECOND);
            """;

    private static Judgement judge(String code, boolean explain, SqlInput... inputs) {
        return new Rehearsal(new SqlJob("arn", "trades", code, List.of(inputs), List.of(), List.of())).judge(explain);
    }

    @Test
    void tellsTheStreamsOfCodeThatCanRun() {
        Judgement judgement = judge(COUNT, false, TRADES);
        assertEquals(List.of(), judgement.problems());
        assertEquals(List.of("TRADES_001", "TRADES_002", "COUNTS"), judgement.streams());
    }

    @Test
    void explainsWhatCodeBecomes() {
        Judgement judgement = judge(COUNT, true, TRADES);
        assertEquals("COUNTS", judgement.blocks().get(0).stream());
        assertTrue(judgement.blocks().get(0).flinkSql().contains("TUMBLE"), judgement.blocks()::toString);
        assertTrue(judgement.plan().contains("Source: Input TRADES_001"), judgement::plan);
    }

    @Test
    void looksAtTheGrammarAloneWhileThereIsNoInput() {
        assertEquals(List.of(), judge(COUNT, false).problems());
        assertEquals(1, judge(COUNT + "CREATE STREAM", false).problems().size());
    }

    @Test
    void letsQueriesThatFillNothingBe() {
        assertEquals(List.of(), judge("SELECT 1;\n", false, TRADES).problems());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "CREATE STREAM A (X INTEGER                                                      | 1 | 27",
        "CREATE STREAM A (X INTEGER); CREATE PUMP P AS INSERT INTO A SELECT STREAM PRIZE FROM TRADES_001 | 1 | 75",
        "CREATE STREAM A (X INTEGER); CREATE PUMP P AS INSERT INTO B SELECT STREAM 1 FROM TRADES_001     | 1 | 59",
    })
    void saysWhereCodeIsWrong(String code, int line, int column) {
        Judgement.Problem problem = judge(code, false, TRADES).problems().get(0);
        assertEquals(line, problem.line(), problem::message);
        assertEquals(column, problem.column(), problem::message);
    }
}
