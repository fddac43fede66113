package io.weir.sql.operator;

import java.io.Serializable;

/**
 * Parameters of HOTSPOTS, with AWS's limits.
 *
 * @param windowSize how many of the newest records are looked at
 * @param scanRadius distance within which records are neighbours, the epsilon of DBSCAN
 * @param minimumPoints how many neighbours, itself included, make a record part of a hotspot's core
 */
public record HotspotSettings(int windowSize, double scanRadius, int minimumPoints) implements Serializable {

    public HotspotSettings {
        if (windowSize < 100 || windowSize > 1000) {
            throw new IllegalArgumentException("windowSize must be from 100 to 1000, not " + windowSize);
        }
        if (!(scanRadius > 0) || Double.isInfinite(scanRadius)) {
            throw new IllegalArgumentException("scanRadius must be greater than 0, not " + scanRadius);
        }
        if (minimumPoints < 2 || minimumPoints > windowSize) {
            throw new IllegalArgumentException(
                    "minimumNumberOfPointsInAHotspot must be from 2 to windowSize (" + windowSize + "), not " + minimumPoints);
        }
    }
}
