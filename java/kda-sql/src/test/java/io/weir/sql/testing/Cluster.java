package io.weir.sql.testing;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.apache.flink.test.util.MiniClusterWithClientResource;

/** One Flink for all tests of the module, from the first that needs it to the end of the JVM. */
public final class Cluster {
    private static final int SLOTS = 4;
    private static MiniClusterWithClientResource running;

    private Cluster() {}

    public static synchronized StreamExecutionEnvironment environment(int parallelism) {
        MiniCluster cluster = cluster();
        TestStreamEnvironment env = new TestStreamEnvironment(cluster, parallelism);
        env.getConfig().enableObjectReuse();
        env.getConfig().setAutoWatermarkInterval(20);
        return env;
    }

    public static synchronized MiniCluster cluster() {
        if (running == null) {
            Configuration configuration = new Configuration();
            configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
            configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
            configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
            running =
                    new MiniClusterWithClientResource(
                            new MiniClusterResourceConfiguration.Builder()
                                    .setConfiguration(configuration)
                                    .setNumberTaskManagers(1)
                                    .setNumberSlotsPerTaskManager(SLOTS)
                                    .build());
            try {
                running.before();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(running::after));
        }
        return running.getMiniCluster();
    }
}
