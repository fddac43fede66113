package io.weir.sql.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A windowed join as it is defined, over lists that are known as a whole. */
record NaiveJoin(JoinSpec join) {

    /** A row in the order of its stream. */
    record In(long time, Integer key, int number) {}

    List<String> of(List<In> left, List<In> right) {
        List<String> out = new ArrayList<>();
        for (int l = 0; l < left.size(); l++) {
            boolean matched = false;
            for (int r = 0; r < right.size(); r++) {
                if (matches(left, l, right, r)) {
                    matched = true;
                    long time = Math.max(left.get(l).time(), right.get(r).time());
                    out.add(time + ": " + text(left.get(l)) + ", " + text(right.get(r)));
                }
            }
            if (!matched && join.keepLeft()) {
                addUnlessInWindow(out, left, l, join.leftWindow(), text(left.get(l)) + ", null, null, null");
            }
        }
        for (int r = 0; r < right.size(); r++) {
            int place = r;
            boolean matched = join.keepRight() && IntStream.range(0, left.size()).anyMatch(l -> matches(left, l, right, place));
            if (!matched && join.keepRight()) {
                addUnlessInWindow(out, right, r, join.rightWindow(), "null, null, null, " + text(right.get(r)));
            }
        }
        return out;
    }

    /** When one comes, the other is in its window. */
    private boolean matches(List<In> left, int l, List<In> right, int r) {
        boolean equal =
                join.leftKeys().length == 0 || left.get(l).key() != null && left.get(l).key().equals(right.get(r).key());
        return equal
                && (left.get(l).time() >= right.get(r).time() && in(right, r, join.rightWindow(), left.get(l).time())
                        || right.get(r).time() >= left.get(l).time() && in(left, l, join.leftWindow(), right.get(r).time()));
    }

    /** Whether a row is in the window over its stream as it is at a time, rows of that time among them. */
    private static boolean in(List<In> rows, int place, JoinWindow window, long time) {
        if (window instanceof JoinWindow.Rows newest) {
            return newer(rows, place, time) < newest.count();
        }
        return rows.get(place).time() >= time - window.length();
    }

    private static long newer(List<In> rows, int place, long time) {
        return rows.stream().skip(place + 1L).filter(row -> row.time() <= time).count();
    }

    /** With the time at which the row leaves its window; one that never does is never known to have no match. */
    private static void addUnlessInWindow(List<String> out, List<In> rows, int place, JoinWindow window, String text) {
        if (!(window instanceof JoinWindow.Rows newest)) {
            out.add(rows.get(place).time() + window.length() + ": " + text);
        } else if (place + newest.count() < rows.size()) {
            out.add(rows.get(place + newest.count()).time() + ": " + text);
        }
    }

    private static String text(In row) {
        return row.key() + ", " + row.number() + ", " + row.time();
    }
}
