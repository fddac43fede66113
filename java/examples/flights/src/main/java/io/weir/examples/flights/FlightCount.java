package io.weir.examples.flights;

import org.apache.flink.api.common.functions.AggregateFunction;

/** Counts the flights of one window and adds up their delays; holds two numbers however many flights there are. */
final class FlightCount implements AggregateFunction<Flight, FlightCount.Tally, FlightCount.Tally> {

    private static final long serialVersionUID = 1L;

    /** A POJO, kept in the window's state. */
    public static class Tally {
        public long flights;
        public long delayMinutes;

        public Tally() {}
    }

    @Override
    public Tally createAccumulator() {
        return new Tally();
    }

    @Override
    public Tally add(Flight flight, Tally tally) {
        tally.flights++;
        tally.delayMinutes += flight.delay;
        return tally;
    }

    @Override
    public Tally getResult(Tally tally) {
        return tally;
    }

    @Override
    public Tally merge(Tally a, Tally b) {
        a.flights += b.flights;
        a.delayMinutes += b.delayMinutes;
        return a;
    }
}
