package io.weir.sql.function;

import org.apache.flink.table.functions.AggregateFunction;

/**
 * EXP_AVG(x, half-life): an average in which a row counts half as much as one that is a half-life younger. Called with x, ROWTIME and the
 * half-life, both in milliseconds. NULL counts for nothing.
 */
public final class ExpAvg extends AggregateFunction<Double, ExpAvg.Sums> {
    private static final long serialVersionUID = 1;

    /** Both sums in terms of a row at {@code at}: their quotient is the same whatever that is. */
    public static final class Sums {
        public double values;
        public double weights;
        public long at = Long.MIN_VALUE;
        public long rows;
    }

    @Override
    public Sums createAccumulator() {
        return new Sums();
    }

    public void accumulate(Sums sums, Double value, Long at, Long halfLife) {
        if (value == null || at == null || halfLife == null) {
            return;
        }
        if (sums.rows == 0) {
            sums.at = at;
        } else if (at > sums.at) {
            double faded = Math.pow(2, (double) (sums.at - at) / halfLife);
            sums.values *= faded;
            sums.weights *= faded;
            sums.at = at;
        }
        double weight = Math.pow(2, (double) (at - sums.at) / halfLife);
        sums.values += value * weight;
        sums.weights += weight;
        sums.rows++;
    }

    public void retract(Sums sums, Double value, Long at, Long halfLife) {
        if (value == null || at == null || halfLife == null) {
            return;
        }
        sums.rows--;
        if (sums.rows == 0) {
            sums.values = 0;
            sums.weights = 0;
        } else {
            double weight = Math.pow(2, (double) (at - sums.at) / halfLife);
            sums.values -= value * weight;
            sums.weights -= weight;
        }
    }

    @Override
    public Double getValue(Sums sums) {
        return sums.rows == 0 || sums.weights <= 0 ? null : (Double) (sums.values / sums.weights);
    }
}
