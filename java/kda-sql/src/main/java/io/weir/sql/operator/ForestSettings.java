package io.weir.sql.operator;

import java.io.Serializable;

/**
 * Parameters of RANDOM_CUT_FOREST and RANDOM_CUT_FOREST_WITH_EXPLANATION, with AWS's defaults and limits.
 *
 * @param timeDecay how many of the newest records count
 * @param shingleSize how many consecutive records make one point
 * @param explained whether a column ANOMALY_EXPLANATION is added
 * @param directions whether the explanation says in which direction a column is unusual
 */
public record ForestSettings(
        int numberOfTrees, int subSampleSize, int timeDecay, int shingleSize, boolean explained, boolean directions)
        implements Serializable {
    public static final int DEFAULT_TREES = 100;
    public static final int DEFAULT_SAMPLE = 256;
    public static final int DEFAULT_DECAY = 100_000;
    public static final int DEFAULT_SHINGLE = 1;

    public ForestSettings {
        within("numberOfTrees", numberOfTrees, 1, 1000);
        within("subSampleSize", subSampleSize, 10, 1000);
        within("timeDecay", timeDecay, 1, Integer.MAX_VALUE);
        within("shingleSize", shingleSize, 1, 30);
        if (subSampleSize >= timeDecay) {
            throw new IllegalArgumentException(
                    "subSampleSize must be less than timeDecay; they are " + subSampleSize + " and " + timeDecay);
        }
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", not " + value);
        }
    }
}
