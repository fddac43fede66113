package io.weir.sql.function;

import io.weir.sql.parser.KdaParser;
import io.weir.sql.program.Program;
import io.weir.sql.program.Pump;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;

/** Evaluates expressions of SQL-1_0 with real Flink, all of a table in one job, against a row of typed columns and one of NULLs. */
final class Expressions {
    static final Instant NOW = Instant.parse("2018-08-08T20:40:27.456Z");

    private static final SqlDialect FLINK =
            new SqlDialect(
                    SqlDialect.EMPTY_CONTEXT.withDatabaseProduct(SqlDialect.DatabaseProduct.UNKNOWN).withIdentifierQuoteString("`"));

    private final Map<String, String> values = new HashMap<>();

    private Expressions(List<String> expressions) {
        List<String> results = evaluate(expressions);
        for (int i = 0; i < expressions.size(); i++) {
            values.put(expressions.get(i), results.get(i));
        }
    }

    /** Tables of lines {@code expression => value}. */
    static Expressions of(String... tables) {
        return new Expressions(Stream.of(tables).flatMap(Expressions::lines).map(line -> line[0]).distinct().toList());
    }

    /** A test of each line of a table; values are as Java writes them. */
    Stream<DynamicTest> table(String table) {
        return lines(table)
                .map(line -> DynamicTest.dynamicTest(line[0], () -> Assertions.assertEquals(line[1].strip(), values.get(line[0]))));
    }

    private static Stream<String[]> lines(String table) {
        return table.lines().filter(line -> !line.isBlank()).map(line -> line.split(" => ?", 2));
    }

    static SqlNode parse(String expression) {
        Program program =
                KdaParser.parse("CREATE PUMP P AS INSERT INTO D SELECT STREAM " + expression + " FROM S");
        Pump pump = (Pump) program.statements().get(0);
        return ((SqlSelect) pump.query()).getSelectList().get(0);
    }

    static String flink(SqlNode node) {
        return node.toSqlString(style -> style.withDialect(FLINK).withAlwaysUseParentheses(true).withQuoteAllIdentifiers(true)).getSql();
    }

    static List<String> evaluate(List<String> expressions) {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        tables.getConfig().setLocalTimeZone(ZoneOffset.UTC);
        tables.getConfig().set("parallelism.default", "1");
        tables.createTemporaryView("S", source(tables));
        ScalarRewrites rewrites = new ScalarRewrites(tables, Clock.fixed(NOW, ZoneOffset.UTC));
        StringBuilder sql = new StringBuilder("SELECT `ID`");
        for (String expression : expressions) {
            sql.append(",\n  ").append(flink(rewrites.rewrite(parse(expression))));
        }
        List<String> values = new ArrayList<>();
        try (CloseableIterator<Row> rows = tables.sqlQuery(sql.append("\nFROM `S`").toString()).execute().collect()) {
            while (rows.hasNext()) {
                Row row = rows.next();
                if (Integer.valueOf(1).equals(row.getField(0))) {
                    for (int i = 0; i < expressions.size(); i++) {
                        values.add(String.valueOf(row.getField(i + 1)));
                    }
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(sql.toString(), e);
        }
        return values;
    }

    private static Table source(TableEnvironment tables) {
        return tables.fromValues(
                DataTypes.ROW(
                        DataTypes.FIELD("ID", DataTypes.INT()),
                        DataTypes.FIELD("I", DataTypes.INT()),
                        DataTypes.FIELD("ZERO", DataTypes.INT()),
                        DataTypes.FIELD("NEG", DataTypes.INT()),
                        DataTypes.FIELD("L", DataTypes.BIGINT()),
                        DataTypes.FIELD("D", DataTypes.DOUBLE()),
                        DataTypes.FIELD("PRICE", DataTypes.DECIMAL(10, 2)),
                        DataTypes.FIELD("T", DataTypes.VARCHAR(64)),
                        DataTypes.FIELD("NUM", DataTypes.VARCHAR(64)),
                        DataTypes.FIELD("STAMP", DataTypes.VARCHAR(64)),
                        DataTypes.FIELD("LINE", DataTypes.VARCHAR(1024)),
                        DataTypes.FIELD("B", DataTypes.BOOLEAN()),
                        DataTypes.FIELD("TS", DataTypes.TIMESTAMP(3)),
                        DataTypes.FIELD("DT", DataTypes.DATE()),
                        DataTypes.FIELD("TM", DataTypes.TIME(0)),
                        DataTypes.FIELD("N", DataTypes.INT()),
                        DataTypes.FIELD("NS", DataTypes.VARCHAR(64))),
                Row.of(
                        1,
                        7,
                        0,
                        -7,
                        1506544343000L,
                        2.5,
                        new java.math.BigDecimal("12.35"),
                        "Kinesis",
                        " 42.5 ",
                        "2004-09-30 13:48:23.456",
                        "192.168.254.30 - John [24/May/2004:22:01:02 -0700] \"GET /icons/apache_pb.gif HTTP/1.1\" 304 -",
                        true,
                        java.time.LocalDateTime.parse("2004-09-30T13:48:23.456"),
                        java.time.LocalDate.parse("2004-09-30"),
                        java.time.LocalTime.parse("13:48:23"),
                        null,
                        null),
                Row.of(2, null, null, null, null, null, null, null, null, null, null, null, null, null, null, 1, "x"));
    }
}
