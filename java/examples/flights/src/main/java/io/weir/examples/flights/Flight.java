package io.weir.examples.flights;

/** One departure. A POJO by Flink's rules (public fields, public constructor), so that its state can evolve. */
public class Flight {
    public long id;
    /** Scheduled departure, epoch milliseconds. */
    public long time;
    /** Minutes behind the schedule, negative when early. */
    public int delay;
    public String origin;
    public String destination;

    public Flight() {}
}
