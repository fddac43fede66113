package io.weir.sql.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.sql.parser.KdaParser;
import io.weir.sql.reference.ReferenceTable;
import io.weir.sql.stream.ErrorStream;
import io.weir.sql.stream.InAppStream;
import io.weir.sql.translate.Translation;
import io.weir.sql.translate.Translator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.CloseableIterator;

/**
 * A program, what comes in and what must come out, on a real Flink.
 *
 * <pre>{@code
 * SqlCase.of("""
 *         CREATE STREAM OUT (K VARCHAR(4), N INTEGER);
 *         CREATE PUMP P AS INSERT INTO OUT SELECT STREAM ...;
 *         """)
 *     .input("SOURCE_SQL_STREAM_001", "K VARCHAR(4), V INTEGER", """
 *         10:00:00     | a | 1
 *         10:00:01.500 | b |
 *         """)
 *     .gives("OUT", """
 *         10:01:00 | a | 1
 *         """)
 *     .run();
 * }</pre>
 *
 * The first cell of a row is its ROWTIME (on 2026-01-01 unless it has a date), an empty one is NULL. Inputs end, and with them all windows. Rows
 * are compared without regard to the order of rows of the same ROWTIME, unless {@link #inOrder()}.
 */
public final class SqlCase {
    private final String program;
    private final Map<String, Table> inputs = new LinkedHashMap<>();
    private final Map<String, Integer> hidden = new LinkedHashMap<>();
    private final Map<String, ReferenceTable> tables = new LinkedHashMap<>();
    private final Map<String, String> expected = new LinkedHashMap<>();
    private String errors = "";
    private boolean errorTimes;
    private boolean ordered;
    private int parallelism = 1;

    private SqlCase(String program) {
        this.program = program;
    }

    public static SqlCase of(String program) {
        return new SqlCase(program);
    }

    /** @param columns as in CREATE STREAM; names as they are, without quotes */
    public SqlCase input(String name, String columns, String rows) {
        inputs.put(name, Table.timed(columns, rows));
        return this;
    }

    /** The last {@code count} columns of an input are pseudo-columns. */
    public SqlCase hiding(String name, int count) {
        hidden.put(name, count);
        return this;
    }

    public SqlCase reference(String name, String columns, String rows) {
        Table table = Table.untimed(columns, rows);
        List<RowData> all = table.rows();
        tables.put(name, new ReferenceTable(name, table.type(), new Rows(all, table.type())));
        return this;
    }

    public SqlCase gives(String stream, String rows) {
        expected.put(stream, rows);
        return this;
    }

    /** What comes to the error stream: the ROWTIME of the row, ERROR_NAME and MESSAGE. */
    public SqlCase fails(String rows) {
        errors = rows;
        return this;
    }

    /** The ROWTIMEs of the rows that come to the error stream, whatever the message. */
    public SqlCase failing(String... times) {
        errors = String.join("\n", times);
        errorTimes = true;
        return this;
    }

    public SqlCase inOrder() {
        ordered = true;
        return this;
    }

    public SqlCase parallelism(int count) {
        parallelism = count;
        return this;
    }

    public void run() {
        Map<String, List<String>> actual = new TreeMap<>();
        Map<String, String> wanted = new TreeMap<>(expected);
        wanted.put(ErrorStream.NAME, errors);
        wanted.keySet().forEach(name -> actual.put(name, new ArrayList<>()));
        for (String line : execute(wanted.keySet())) {
            int tab = line.indexOf('\t');
            String name = line.substring(0, tab);
            String row = line.substring(tab + 1);
            actual.get(name).add(errorTimes && name.equals(ErrorStream.NAME) ? row.substring(0, row.indexOf(" | ")) : row);
        }
        wanted.forEach((name, rows) -> assertEquals(lines(Table.lines(rows)), lines(actual.get(name)), name));
    }

    private String lines(List<String> rows) {
        return String.join("\n", ordered ? rows : rows.stream().sorted().toList());
    }

    /** Translates the program and runs nothing. */
    public Translation check() {
        return translate(StreamExecutionEnvironment.getExecutionEnvironment(), new ErrorStream());
    }

    private Translation translate(StreamExecutionEnvironment env, ErrorStream failed) {
        StreamTableEnvironment flink = StreamTableEnvironment.create(env);
        Map<String, InAppStream> streams = new LinkedHashMap<>();
        inputs.forEach((name, table) -> streams.put(name, table.stream(env, name, hidden.getOrDefault(name, 0))));
        return Translator.translate(flink, KdaParser.parse(program), streams, tables, failed);
    }

    private List<String> execute(Iterable<String> names) {
        ErrorStream failed = new ErrorStream();
        Translation translation = translate(Cluster.environment(parallelism), failed);
        DataStream<String> all = null;
        for (String name : names) {
            List<DataStream<RowData>> parts =
                    name.equals(ErrorStream.NAME) ? failed.parts() : List.of(translation.streams().get(name).rows());
            RowType type = name.equals(ErrorStream.NAME) ? ErrorStream.TYPE : translation.streams().get(name).type();
            for (DataStream<RowData> part : parts) {
                DataStream<String> shown = part.process(new ShownRows(name, type)).setParallelism(1);
                all = all == null ? shown : all.union(shown);
            }
        }
        List<String> lines = new ArrayList<>();
        try (CloseableIterator<String> rows = all.executeAndCollect()) {
            rows.forEachRemaining(lines::add);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return lines;
    }
}
