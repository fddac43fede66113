package io.weir.sql.translate;

import io.weir.sql.testing.SqlCase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows and joins of random rows are what their definitions give over lists that are known as a whole. */
class WindowPropertyTest {
    private static final String COLUMNS = "K VARCHAR(4), V INTEGER";
    private static final String PROGRAM =
            """
            CREATE STREAM TUMBLING (K VARCHAR(4), N BIGINT, S INTEGER, LEAST_ INTEGER);
            CREATE PUMP P1 AS INSERT INTO TUMBLING SELECT STREAM K, COUNT(*), SUM(V), MIN(V) FROM S_001
                GROUP BY K, STEP(S_001.ROWTIME BY INTERVAL '7' SECOND);
            CREATE STREAM STAGGER_ (K VARCHAR(4), N BIGINT, S INTEGER);
            CREATE PUMP P2 AS INSERT INTO STAGGER_ SELECT STREAM K, COUNT(*), SUM(V) FROM S_001
                WINDOWED BY STAGGER (PARTITION BY K RANGE INTERVAL '8' SECOND);
            CREATE STREAM SLIDING (K VARCHAR(4), V INTEGER, OF_KEY INTEGER, NEWEST BIGINT, OF_ALL INTEGER);
            CREATE PUMP P3 AS INSERT INTO SLIDING
                SELECT STREAM K, V,
                    SUM(V) OVER (PARTITION BY K RANGE INTERVAL '9' SECOND PRECEDING),
                    COUNT(*) OVER (PARTITION BY K ROWS 3 PRECEDING),
                    MAX(V) OVER (RANGE INTERVAL '4' SECOND PRECEDING)
                FROM S_001;
            CREATE STREAM JOINED (K VARCHAR(4), L INTEGER, R INTEGER);
            CREATE PUMP P4 AS INSERT INTO JOINED
                SELECT STREAM l.K, l.V, r.V FROM S_001 OVER (RANGE INTERVAL '5' SECOND PRECEDING) AS l
                LEFT JOIN T_001 OVER (RANGE INTERVAL '2' SECOND PRECEDING) AS r ON l.K = r.K AND l.V <= r.V;
            """;

    /** @param time ms of the day */
    private record Row(long time, String key, Integer value) {
        String text() {
            return at(time) + " | " + show(key) + " | " + show(value);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreeWithTheDefinition(long seed) {
        Random random = new Random(seed);
        List<Row> left = rows(random, 120);
        List<Row> right = rows(random, 80);
        SqlCase.of(PROGRAM)
                .input("S_001", COLUMNS, text(left))
                .input("T_001", COLUMNS, text(right))
                .gives("TUMBLING", tumbling(left))
                .gives("STAGGER_", stagger(left))
                .gives("SLIDING", sliding(left))
                .gives("JOINED", joined(left, right))
                .parallelism(2)
                .run();
    }

    /** Each with a ROWTIME of its own. */
    private static List<Row> rows(Random random, int count) {
        List<Row> rows = new ArrayList<>();
        long time = 36_000_000;
        for (int i = 0; i < count; i++) {
            time += 1 + random.nextInt(random.nextInt(8) == 0 ? 6000 : 900);
            String key = random.nextInt(15) == 0 ? null : "k" + random.nextInt(4);
            rows.add(new Row(time, key, random.nextInt(10) == 0 ? null : random.nextInt(100)));
        }
        return rows;
    }

    private static String tumbling(List<Row> rows) {
        return groups(rows, (row, ends) -> row.time() - row.time() % 7000 + 7000)
                .map(group -> line(group, true))
                .collect(Collectors.joining("\n"));
    }

    private static String stagger(List<Row> rows) {
        return groups(rows, (row, ends) -> {
                    Long end = ends.get(row.key());
                    return end == null || row.time() >= end ? row.time() + 8000 : end;
                })
                .map(group -> line(group, false))
                .collect(Collectors.joining("\n"));
    }

    /** Says when the group of a row ends, given when that of its key's row before did. */
    private interface End {
        long of(Row row, Map<String, Long> ends);
    }

    private record Group(long end, String key, List<Row> rows) {}

    private static Stream<Group> groups(List<Row> rows, End end) {
        Map<String, Long> ends = new HashMap<>();
        Map<String, Group> groups = new LinkedHashMap<>();
        for (Row row : rows) {
            long at = end.of(row, ends);
            ends.put(row.key(), at);
            groups.computeIfAbsent(at + "/" + row.key(), name -> new Group(at, row.key(), new ArrayList<>())).rows().add(row);
        }
        return groups.values().stream();
    }

    private static String line(Group group, boolean least) {
        List<Integer> values = values(group.rows());
        String sum = show(sum(values));
        String line = at(group.end()) + " | " + show(group.key()) + " | " + group.rows().size() + " | " + sum;
        return least ? line + " | " + show(values.stream().min(Integer::compare).orElse(null)) : line;
    }

    private static String sliding(List<Row> rows) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            List<Row> before = rows.subList(0, i + 1);
            List<Row> ofKey = before.stream().filter(other -> Objects.equals(other.key(), row.key())).toList();
            Integer sum = sum(values(within(ofKey, row, 9000)));
            Integer most = values(within(before, row, 4000)).stream().max(Integer::compare).orElse(null);
            lines.add(row.text() + " | " + show(sum) + " | " + Math.min(4, ofKey.size()) + " | " + show(most));
        }
        return String.join("\n", lines);
    }

    private static List<Row> within(List<Row> rows, Row current, long length) {
        return rows.stream().filter(row -> row.time() >= current.time() - length).toList();
    }

    private static String joined(List<Row> left, List<Row> right) {
        BiPredicate<Row, Row> matches =
                (l, r) ->
                        l.key() != null && l.key().equals(r.key())
                                && l.value() != null && r.value() != null && l.value() <= r.value()
                                && l.time() >= r.time() - 5000 && l.time() <= r.time() + 2000;
        List<String> lines = new ArrayList<>();
        for (Row l : left) {
            List<Row> found = right.stream().filter(r -> matches.test(l, r)).toList();
            for (Row r : found) {
                lines.add(at(Math.max(l.time(), r.time())) + " | " + show(l.key()) + " | " + l.value() + " | " + r.value());
            }
            if (found.isEmpty()) {
                lines.add(at(l.time() + 5000) + " | " + show(l.key()) + " | " + show(l.value()) + " | ");
            }
        }
        return String.join("\n", lines);
    }

    private static List<Integer> values(List<Row> rows) {
        return rows.stream().map(Row::value).filter(Objects::nonNull).toList();
    }

    private static Integer sum(List<Integer> values) {
        return values.isEmpty() ? null : values.stream().mapToInt(Integer::intValue).sum();
    }

    private static String text(List<Row> rows) {
        return rows.stream().map(Row::text).collect(Collectors.joining("\n"));
    }

    private static String show(Object value) {
        return value == null ? "" : value.toString();
    }

    private static String at(long time) {
        long seconds = time / 1000;
        String text = "%02d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
        return time % 1000 == 0 ? text : text + ".%03d".formatted(time % 1000);
    }
}
