package io.weir.sql.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Joins of random rows are what the definition of a windowed join gives, whatever the order of the sides and wherever the job restarts. */
class JoinPropertyTest {
    private static final RowType TYPE = RowType.of(new IntType(), new IntType());

    private static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agreesWithTheDefinition(int seed) throws Exception {
        Random random = new Random(seed);
        boolean keyed = random.nextInt(4) > 0;
        int[] keys = keyed ? new int[] {0} : new int[0];
        JoinSpec join =
                new JoinSpec(
                        TYPE, window(random), keys, random.nextBoolean(), TYPE, window(random), keys, random.nextBoolean(), false);
        List<NaiveJoin.In> left = rows(random);
        List<NaiveJoin.In> right = rows(random);
        List<String> expected = new NaiveJoin(join).of(left, right);
        try (Run run = seed % 50 == 0 ? Run.joinOnDisk(join) : Run.join(join)) {
            feed(run, random, left, right);
            assertEquals(sorted(expected), sorted(run.output()), () -> join + " of " + left + " and " + right);
        }
    }

    private static List<String> sorted(List<String> rows) {
        return rows.stream().sorted().toList();
    }

    private static JoinWindow window(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new JoinWindow.Current();
            case 1 -> new JoinWindow.Rows(1 + random.nextInt(4));
            default -> new JoinWindow.Range(1 + random.nextInt(12));
        };
    }

    private static List<NaiveJoin.In> rows(Random random) {
        List<NaiveJoin.In> rows = new ArrayList<>();
        long time = 1;
        for (int i = 0; i < 25; i++) {
            time += random.nextInt(4);
            rows.add(new NaiveJoin.In(time, random.nextInt(12) == 0 ? null : random.nextInt(3), i));
        }
        return rows;
    }

    /** Each side in its order, one side ahead of the other as it happens, watermarks in between, at times a restart. */
    private static void feed(Run run, Random random, List<NaiveJoin.In> left, List<NaiveJoin.In> right) throws Exception {
        int l = 0;
        int r = 0;
        long mark = 0;
        while (l < left.size() || r < right.size()) {
            if (r == right.size() || l < left.size() && random.nextBoolean()) {
                run.left(left.get(l).time(), left.get(l).key(), left.get(l++).number());
            } else {
                run.right(right.get(r).time(), right.get(r).key(), right.get(r++).number());
            }
            long next = Math.min(time(left, l), time(right, r));
            if (next != Long.MAX_VALUE && random.nextInt(3) == 0 && next - 1 > mark) {
                mark = next - 1;
                run.mark(mark);
            }
            if (random.nextInt(20) == 0) {
                run.restart();
            }
        }
        run.end();
    }

    private static long time(List<NaiveJoin.In> rows, int place) {
        return place < rows.size() ? rows.get(place).time() : Long.MAX_VALUE;
    }
}
