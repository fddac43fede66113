package io.weir.examples.flights;

import java.time.Instant;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Turns a closed window into a result line, with the airport's total over all windows so far, kept in keyed state. */
final class RunningTotal extends ProcessWindowFunction<FlightCount.Tally, String, String, TimeWindow> {

    private static final long serialVersionUID = 1L;
    private static final ValueStateDescriptor<Long> TOTAL = new ValueStateDescriptor<>("running-total", Long.class);

    @Override
    public void process(String origin, Context context, Iterable<FlightCount.Tally> tallies, Collector<String> out)
            throws Exception {
        FlightCount.Tally tally = tallies.iterator().next();
        ValueState<Long> total = context.globalState().getState(TOTAL);
        long runningTotal = (total.value() == null ? 0 : total.value()) + tally.flights;
        total.update(runningTotal);
        // Airport codes need no escaping.
        out.collect(String.format(
                "{\"origin\":\"%s\",\"windowStart\":\"%s\",\"windowEnd\":\"%s\",\"flights\":%d,\"delayMinutes\":%d,\"runningTotal\":%d}",
                origin,
                Instant.ofEpochMilli(context.window().getStart()),
                Instant.ofEpochMilli(context.window().getEnd()),
                tally.flights,
                tally.delayMinutes,
                runningTotal));
    }
}
