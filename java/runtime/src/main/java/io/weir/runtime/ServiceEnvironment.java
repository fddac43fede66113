package io.weir.runtime;

import java.util.List;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.JobListener;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The environment that a program gets: what it asks of parallelism, checkpointing and state backend is replaced by the service's
 * settings before the job graph is made. AWS treats programs so; Flink itself lets the program win, or refuses it
 * ({@code execution.program-config.enabled}).
 *
 * <p>The finished graph is handed to the environment that Flink made, which knows how to submit it.
 */
final class ServiceEnvironment extends StreamExecutionEnvironment {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceEnvironment.class);

    private final StreamExecutionEnvironment original;
    private final Configuration settings;
    private final ClassLoader programLoader;

    private ServiceEnvironment(
            StreamExecutionEnvironment original,
            Configuration configuration,
            Configuration settings,
            ClassLoader programLoader) {
        super(notUsed(), configuration, programLoader);
        this.original = original;
        this.settings = settings;
        this.programLoader = programLoader;
    }

    /** From now on every environment of this thread is one of ours. */
    static void install(Configuration settings) {
        ClassLoader programLoader = Thread.currentThread().getContextClassLoader();
        StreamExecutionEnvironment original = StreamExecutionEnvironment.getExecutionEnvironment();
        initializeContextEnvironment(asked -> {
            Configuration configuration = Configuration.fromMap(original.getConfiguration().toMap());
            configuration.addAll(asked);
            configuration.addAll(settings);
            return new ServiceEnvironment(original, configuration, settings, programLoader);
        });
    }

    @Override
    public StreamExecutionEnvironment setParallelism(int parallelism) {
        int ours = settings.get(CoreOptions.DEFAULT_PARALLELISM);
        if (parallelism > 0 && parallelism != ours) {
            LOG.warn("The program asks for parallelism {}, the application's is {} and is used.", parallelism, ours);
        }
        return super.setParallelism(ours);
    }

    @Override
    public StreamGraph getStreamGraph(boolean clearTransformations) {
        enforce();
        return super.getStreamGraph(clearTransformations);
    }

    @Override
    public StreamGraph generateStreamGraph(List<Transformation<?>> transformations) {
        enforce();
        return super.generateStreamGraph(transformations);
    }

    @Override
    public JobExecutionResult execute(StreamGraph graph) throws Exception {
        FixedParallelism.note(graph);
        return original.execute(graph);
    }

    @Override
    public JobClient executeAsync(StreamGraph graph) throws Exception {
        FixedParallelism.note(graph);
        return original.executeAsync(graph);
    }

    @Override
    public void registerJobListener(JobListener listener) {
        original.registerJobListener(listener);
    }

    @Override
    public void clearJobListeners() {
        original.clearJobListeners();
    }

    private void enforce() {
        configure(settings, programLoader);
        getCheckpointConfig().configure(settings);
        if (settings.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL).isEmpty()
                && getCheckpointConfig().isCheckpointingEnabled()) {
            LOG.warn("The program asks for checkpoints; the application has them switched off.");
            getCheckpointConfig().disableCheckpointing();
        }
    }

    /** The parent wants to know how to execute; this class never lets it. */
    private static PipelineExecutorServiceLoader notUsed() {
        return new PipelineExecutorServiceLoader() {
            @Override
            public org.apache.flink.core.execution.PipelineExecutorFactory getExecutorFactory(Configuration any) {
                throw new UnsupportedOperationException("a graph is executed by the environment that Flink made");
            }

            @Override
            public java.util.stream.Stream<String> getExecutorNames() {
                return java.util.stream.Stream.empty();
            }
        };
    }
}
