package io.weir.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;

/**
 * The main class that Flink calls: gives the user's program an environment whose settings are the service's, then calls the
 * user's main class ({@code weir.program.main}) with the same arguments, or with those of {@code weir.program.arguments}, a line each.
 *
 * <p>{@code weir.settings.file} is a properties file of Flink options that the program must not change.
 */
public final class Program {

    static final String MAIN_PROPERTY = "weir.program.main";
    static final String ARGUMENTS_PROPERTY = "weir.program.arguments";
    static final String SETTINGS_PROPERTY = "weir.settings.file";

    private Program() {}

    public static void main(String[] args) throws Throwable {
        String given = System.getProperty(ARGUMENTS_PROPERTY);
        String[] arguments = given == null ? args : given.split("\n");
        ServiceEnvironment.install(read(Path.of(System.getProperty(SETTINGS_PROPERTY))));
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Class<?> type = Class.forName(System.getProperty(MAIN_PROPERTY), false, loader);
        Method main = type.getMethod("main", String[].class);
        main.setAccessible(true);
        try {
            if (type.getName().equals(PythonProgram.DRIVER)) {
                PythonProgram.call(() -> main.invoke(null, (Object) arguments));
            } else {
                main.invoke(null, (Object) arguments);
            }
        } catch (InvocationTargetException wrapped) {
            // The user's own exception, as if Flink had called the main method itself.
            throw wrapped.getCause();
        }
    }

    private static Configuration read(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        Configuration settings = new Configuration();
        properties.stringPropertyNames().forEach(name -> settings.setString(name, properties.getProperty(name)));
        return settings;
    }
}
