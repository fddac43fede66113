package io.weir.runtime;

import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginManager;
import org.apache.flink.core.plugin.PluginUtils;
import org.apache.flink.runtime.entrypoint.ClusterEntrypoint;
import org.apache.flink.runtime.entrypoint.parser.CommandLineParser;
import org.apache.flink.runtime.entrypoint.parser.ParserResultFactory;
import org.apache.flink.runtime.state.changelog.StateChangelogStorageLoader;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;

/**
 * A process of a warm cluster: runs its part of Flink once on our own tiny program, ends that, and waits for orders.
 *
 * <p>It does so as often as it is told to. What stays is what makes a start slow: classes that are loaded and linked, compiled code, RocksDB's library. What the exercise has
 * opened is closed. The orders are a properties file that appears once and for ever ({@code weir.standby.orders}): {@code property.<name>},
 * {@code environment.<name>} and {@code argument.<number>} are what a process that is started for its application has on its command line
 * and in its environment. From then on this is such a process.
 */
final class Standby {

    static final String ORDERS_PROPERTY = "weir.standby.orders";
    /** With the number of the exercise behind it: appears when the tiny program has been seen to run and that exercise is over. */
    private static final String EXERCISED_PROPERTY = "weir.standby.exercised";
    /** With the number of the exercise behind it: appears when there is to be one more. */
    private static final String AGAIN_PROPERTY = "weir.standby.again";
    /** With the number of the exercise behind it: made here when that has left nothing running. */
    private static final String READY_PROPERTY = "weir.standby.ready";

    private static final String TASK_MANAGER = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
    private static final String JOB_MANAGER = "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint";
    private static final long LOOK_MILLIS = 10;
    private static final long PATIENCE_SECONDS = 60;

    private Standby() {}

    /** Whether this process still exercises: it belongs to nobody, and has nobody's access to anything. */
    static boolean isExercising() {
        String orders = System.getProperty(ORDERS_PROPERTY);
        return orders != null && Files.notExists(Path.of(orders));
    }

    /** Returns the command line to go on with. */
    static String[] await(String[] commandLine, Path orders) throws Exception {
        for (int exercise = 1; ; exercise++) {
            AutoCloseable flink = start(commandLine[0], Arrays.copyOfRange(commandLine, 1, commandLine.length));
            Path exercised = file(EXERCISED_PROPERTY, exercise);
            while (Files.notExists(exercised)) {
                Thread.sleep(LOOK_MILLIS);
            }
            flink.close();
            // Buffers of the exercise that nobody holds any more count against the limits of the real run.
            System.gc();
            Files.createFile(file(READY_PROPERTY, exercise));
            Path again = file(AGAIN_PROPERTY, exercise);
            while (Files.notExists(again)) {
                if (Files.exists(orders)) {
                    return follow(orders);
                }
                Thread.sleep(LOOK_MILLIS);
            }
        }
    }

    private static Path file(String property, int exercise) {
        return Path.of(System.getProperty(property) + "-" + exercise);
    }

    private static AutoCloseable start(String entryPoint, String[] arguments) throws Exception {
        switch (entryPoint) {
            case TASK_MANAGER:
                return startTaskManager(arguments);
            case JOB_MANAGER:
                return startJobManager(arguments);
            default:
                return () -> {}; // nothing that we know how to exercise
        }
    }

    /** As its main method does, which would end the process at the end. */
    private static AutoCloseable startTaskManager(String[] arguments) throws Exception {
        Configuration configuration = TaskManagerRunner.loadConfiguration(arguments);
        PluginManager plugins = PluginUtils.createPluginManagerFromRootFolder(configuration);
        FileSystem.initialize(configuration, plugins);
        StateChangelogStorageLoader.initialize(plugins);
        TaskManagerRunner runner =
                new TaskManagerRunner(configuration, plugins, TaskManagerRunner::createTaskExecutorService);
        runner.start();
        return () -> runner.closeAsync().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** The steps of its main method, which are closed to others, are the same in all versions of Flink that are run. */
    private static AutoCloseable startJobManager(String[] arguments) throws Exception {
        Class<?> type = Class.forName(JOB_MANAGER);
        ParserResultFactory<?> parser = (ParserResultFactory<?>) Class.forName(
                        "org.apache.flink.container.entrypoint.StandaloneApplicationClusterConfigurationParserFactory")
                .getConstructor()
                .newInstance();
        Object given = new CommandLineParser<>(parser).parse(arguments);
        Configuration configuration = (Configuration) call(type, "loadConfigurationFromClusterConfig", given);
        Object program = call(type, "getPackagedProgram", given, configuration);
        call(type.getSuperclass(), "configureExecution", configuration, program);
        Constructor<?> constructor = type.getDeclaredConstructor(Configuration.class, program.getClass());
        constructor.setAccessible(true);
        ClusterEntrypoint entryPoint = (ClusterEntrypoint) constructor.newInstance(configuration, program);
        entryPoint.startCluster();
        return () -> {
            entryPoint.closeAsync().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            ((AutoCloseable) program).close();
        };
    }

    private static Object call(Class<?> type, String name, Object... arguments) throws Exception {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                method.setAccessible(true);
                try {
                    return method.invoke(null, arguments);
                } catch (InvocationTargetException wrapped) {
                    throw wrapped.getCause() instanceof Exception ? (Exception) wrapped.getCause() : wrapped;
                }
            }
        }
        throw new NoSuchMethodException(type.getName() + "." + name);
    }

    private static String[] follow(Path orders) throws IOException, ReflectiveOperationException {
        Properties given = new Properties();
        try (Reader in = Files.newBufferedReader(orders)) {
            given.load(in);
        }
        for (String key : given.stringPropertyNames()) {
            int dot = key.indexOf('.');
            String name = key.substring(dot + 1);
            if (key.startsWith("property.")) {
                System.setProperty(name, given.getProperty(key));
            } else if (key.startsWith("environment.")) {
                environment().put(name, given.getProperty(key));
            }
        }
        readLogConfiguration();
        int count = 0;
        while (given.containsKey("argument." + count)) {
            count++;
        }
        String[] commandLine = new String[count];
        for (int i = 0; i < count; i++) {
            commandLine[i] = given.getProperty("argument." + i);
        }
        return commandLine;
    }

    /**
     * What {@link System#getenv()} answers from, and what {@link ProcessBuilder#environment()} begins with. A child that is started without
     * ever asking for its environment gets the one that this process was started with.
     */
    @SuppressWarnings("unchecked")
    private static Map<String, String> environment() throws ReflectiveOperationException {
        Map<String, String> closed = System.getenv();
        Field open = closed.getClass().getDeclaredField("m");
        open.setAccessible(true);
        return (Map<String, String>) open.get(closed);
    }

    /** It says whose events these are and where they go; until now nobody's, and to a file that is thrown away. */
    private static void readLogConfiguration() {
        try {
            if (LogManager.getContext(false) instanceof LoggerContext) {
                ((LoggerContext) LogManager.getContext(false)).reconfigure();
            }
        } catch (LinkageError noLog4j) {
            SystemOutput.CONSOLE.println("weir: log4j is not on the class path, its configuration is not read again");
        }
    }
}
