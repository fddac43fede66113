package io.weir.examples.flights;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

/**
 * Flights per airport of departure and window of event time, with a running total for each airport.
 *
 * <p>Property groups:
 * <pre>
 * FlightsInput   Path             folder of newline-delimited JSON, watched for new files (required)
 *                PollInterval     how often (PT2S)
 * FlightsOutput  Path             folder for the results, one JSON object a line (required)
 * FlightsWindow  Length           length of the tumbling window (P1D)
 *                AllowedDisorder  how late a record may come (PT0S)
 * </pre>
 *
 * <p>Every operator has a uid, so that a snapshot can be restored into a later version of this code.
 */
final class FlightsJob {

    private static final String INPUT = "FlightsInput";
    private static final String OUTPUT = "FlightsOutput";
    private static final String WINDOW = "FlightsWindow";

    /** A reader without files must not hold back the windows of the others. */
    private static final Duration IDLE = Duration.ofSeconds(5);

    private FlightsJob() {}

    static void define(StreamExecutionEnvironment env, Settings settings) {
        FileSource<Flight> source = FileSource
                .forRecordStreamFormat(new FlightFormat(), new Path(settings.required(INPUT, "Path")))
                .monitorContinuously(settings.duration(INPUT, "PollInterval", Duration.ofSeconds(2)))
                .setSplitAssigner(InOrderSplitAssigner::new)
                .build();
        WatermarkStrategy<Flight> eventTime = WatermarkStrategy
                .<Flight>forBoundedOutOfOrderness(settings.duration(WINDOW, "AllowedDisorder", Duration.ZERO))
                .withTimestampAssigner((flight, previous) -> flight.time)
                .withIdleness(IDLE);

        env.fromSource(source, WatermarkStrategy.noWatermarks(), "flight files").uid("flight-files")
                // Not in the source: there a watermark lives as long as its file is read, and a small file is over before
                // the first one is due.
                .assignTimestampsAndWatermarks(eventTime).uid("event-time").name("event time")
                .keyBy(flight -> flight.origin)
                .window(TumblingEventTimeWindows.of(settings.duration(WINDOW, "Length", Duration.ofDays(1))))
                .aggregate(new FlightCount(), new RunningTotal()).uid("flights-by-origin").name("flights by origin")
                .sinkTo(Sinks.exactlyOnceFiles(settings.required(OUTPUT, "Path"))).uid("result-files").name("result files");
    }
}
