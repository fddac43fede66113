package io.weir.sql.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.flink.streaming.api.operators.StreamFlatMap;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HotspotsFunctionTest {
    private static final RowType TYPE = RowType.of(new DoubleType(), new DoubleType(), new VarCharType(1));

    private static Run hotspots(HotspotSettings settings) throws Exception {
        HotspotsFunction function = new HotspotsFunction(new NumericColumns(TYPE), settings);
        return Run.of(() -> new StreamFlatMap<>(function), TYPE, Operators.hotspotsType(TYPE));
    }

    @Test
    void tellsTheDenseRegionARecordIsIn() throws Exception {
        try (Run run = hotspots(new HotspotSettings(100, 1, 3))) {
            run.row(1, 0.0, 0.0, "Y").row(2, 9.0, 9.0, "N").row(3, 0.5, 0.0, "Y").restart();
            run.row(4, 0.0, 2.0, "Y").row(5, 0.5, 0.5, "Y").row(6, 5.0, 5.0, "N").row(7, null, 0.0, "Y");
            assertEquals(
                    List.of(
                            "1: 0.0, 0.0, Y, {\"hotspots\":[]}",
                            "2: 9.0, 9.0, N, {\"hotspots\":[]}",
                            "3: 0.5, 0.0, Y, {\"hotspots\":[]}",
                            "4: 0.0, 2.0, Y, {\"hotspots\":[]}",
                            "5: 0.5, 0.5, Y, {\"hotspots\":[{\"density\":3.0,\"minValues\":[0.0,0.0],\"maxValues\":[0.5,0.5]}]}",
                            "6: 5.0, 5.0, N, {\"hotspots\":[]}",
                            "7: null, 0.0, Y, {\"hotspots\":[]}"),
                    run.output());
        }
    }

    @Test
    void findsTheClustersThatDbscanFinds() {
        HotspotSettings settings = new HotspotSettings(100, 0.5, 5);
        PointWindow window = new PointWindow(settings);
        Deque<double[]> newest = new ArrayDeque<>();
        Random random = new Random(7);
        for (int i = 0; i < 600; i++) {
            double[] point = {random.nextGaussian() * 1.5, random.nextGaussian() * 1.5};
            newest.add(point);
            if (newest.size() > 100) {
                newest.poll();
            }
            List<Set<double[]>> found = new ArrayList<>();
            window.clustersAround(window.add(point)).forEach(cluster -> found.add(new HashSet<>(cluster)));
            assertEquals(new HashSet<>(dbscan(newest, point, settings)), new HashSet<>(found), "record " + i);
        }
    }

    /** The same, written as in the book, without anything kept between records. */
    private static List<Set<double[]>> dbscan(Deque<double[]> points, double[] around, HotspotSettings settings) {
        List<Set<double[]>> clusters = new ArrayList<>();
        for (double[] start : near(points, around, settings)) {
            if (near(points, start, settings).size() < settings.minimumPoints()
                    || clusters.stream().anyMatch(cluster -> cluster.contains(start))) {
                continue;
            }
            Set<double[]> cluster = new HashSet<>(List.of(start));
            Deque<double[]> open = new ArrayDeque<>(cluster);
            while (!open.isEmpty()) {
                List<double[]> neighbours = near(points, open.poll(), settings);
                if (neighbours.size() >= settings.minimumPoints()) {
                    neighbours.stream().filter(cluster::add).forEach(open::add);
                }
            }
            clusters.add(cluster);
        }
        return clusters;
    }

    private static List<double[]> near(Deque<double[]> points, double[] point, HotspotSettings settings) {
        return points.stream()
                .filter(other -> Math.hypot(point[0] - other[0], point[1] - other[1]) <= settings.scanRadius())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "99,   1, 2,   'windowSize must be from 100 to 1000, not 99'",
        "1001, 1, 2,   'windowSize must be from 100 to 1000, not 1001'",
        "100,  0, 2,   'scanRadius must be greater than 0, not 0.0'",
        "100,  1, 1,   'minimumNumberOfPointsInAHotspot must be from 2 to windowSize (100), not 1'",
        "100,  1, 101, 'minimumNumberOfPointsInAHotspot must be from 2 to windowSize (100), not 101'",
    })
    void refusesWhatAwsRefuses(int window, double radius, int points, String why) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new HotspotSettings(window, radius, points));
        assertEquals(why, refused.getMessage());
    }
}
