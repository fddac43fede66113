package io.weir.examples.flights;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The sample application: an ordinary Managed Service for Apache Flink application, configured by property groups only.
 *
 * <p>With the group {@code Proof} it runs {@link ProofJob}, whose output shows record by record that nothing is lost or
 * doubled; otherwise it runs {@link FlightsJob}.
 */
public final class FlightsApplication {

    private FlightsApplication() {}

    public static void main(String[] args) throws Exception {
        Map<String, Properties> groups = KinesisAnalyticsRuntime.getApplicationProperties();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        if (groups.containsKey(ProofJob.GROUP)) {
            ProofJob.define(env, new Settings(groups));
            env.execute("proof");
        } else {
            FlightsJob.define(env, new Settings(groups));
            env.execute("flights");
        }
    }
}
