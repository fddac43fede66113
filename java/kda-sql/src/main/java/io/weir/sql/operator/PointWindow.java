package io.weir.sql.operator;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The newest points of a stream, and which of them are near each other. */
final class PointWindow {
    private final HotspotSettings settings;
    private final double[][] points;
    /** For each place the places of points within the radius, its own among them. */
    private final BitSet[] near;

    private int next;

    PointWindow(HotspotSettings settings) {
        this.settings = settings;
        points = new double[settings.windowSize()][];
        near = new BitSet[settings.windowSize()];
    }

    /** Takes a point in, in the place of the oldest if the window is full, and answers its place. */
    int add(double[] point) {
        int place = next;
        next = (next + 1) % points.length;
        if (near[place] != null) {
            BitSet gone = near[place];
            gone.stream().filter(other -> other != place).forEach(other -> near[other].clear(place));
        }
        points[place] = point;
        near[place] = new BitSet(points.length);
        for (int other = 0; other < points.length; other++) {
            if (points[other] != null && isNear(point, points[other])) {
                near[place].set(other);
                near[other].set(place);
            }
        }
        return place;
    }

    private boolean isNear(double[] a, double[] b) {
        double square = 0;
        for (int i = 0; i < a.length; i++) {
            square += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return square <= settings.scanRadius() * settings.scanRadius();
    }

    /** The clusters that a point belongs to: one if it is in a core, perhaps several if it is at their borders. */
    List<List<double[]>> clustersAround(int place) {
        List<List<double[]>> clusters = new ArrayList<>();
        BitSet seen = new BitSet();
        near[place].stream()
                .filter(other -> isCore(other) && !seen.get(other))
                .forEach(
                        core -> {
                            BitSet cluster = clusterOf(core);
                            seen.or(cluster);
                            clusters.add(cluster.stream().mapToObj(member -> points[member]).toList());
                        });
        return clusters;
    }

    private boolean isCore(int place) {
        return near[place].cardinality() >= settings.minimumPoints();
    }

    private BitSet clusterOf(int core) {
        BitSet members = new BitSet();
        BitSet expanded = new BitSet();
        members.set(core);
        for (int place = core; place >= 0; place = nextCore(members, expanded)) {
            expanded.set(place);
            members.or(near[place]);
        }
        return members;
    }

    private int nextCore(BitSet members, BitSet expanded) {
        int place = members.nextSetBit(0);
        while (place >= 0 && (expanded.get(place) || !isCore(place))) {
            place = members.nextSetBit(place + 1);
        }
        return place;
    }

    /** All points, oldest first. */
    List<double[]> all() {
        List<double[]> all = new ArrayList<>();
        for (int i = 0; i < points.length; i++) {
            double[] point = points[(next + i) % points.length];
            if (point != null) {
                all.add(point);
            }
        }
        return all;
    }
}
