package io.weir.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts real processes: halting and exiting cannot be seen from inside. */
@Timeout(30)
class LauncherTest {

    @TempDir
    Path directory;

    private Path lease;
    private Path failure;

    @BeforeEach
    void files() {
        lease = directory.resolve("lease");
        failure = directory.resolve("failure.json");
    }

    @Test
    void passesTheArgumentsOnAndEndsWithTheEntryPoint() throws Exception {
        Process process = launch(false, "io.weir.runtime.entrypoints.PrintsItsArguments", "--a", "b c");
        assertEquals("[--a, b c]", new String(process.getInputStream().readAllBytes()).trim());
        assertEquals(0, process.waitFor());
        assertFalse(Files.exists(failure));
    }

    @Test
    void haltsWhenTheLeaseRunsOut() throws Exception {
        writeLease(System.currentTimeMillis() + 1500);
        assertEquals(LeaseWatch.FENCED, launch(true, "io.weir.runtime.entrypoints.RunsForEver").waitFor());
    }

    @Test
    void haltsWhenTheLeaseFileIsGone() throws Exception {
        writeLease(System.currentTimeMillis() + TimeUnit.HOURS.toMillis(1));
        Process process = launch(true, "io.weir.runtime.entrypoints.RunsForEver");
        awaitFirstLine(process);
        Files.delete(lease);
        assertEquals(LeaseWatch.FENCED, process.waitFor());
    }

    @Test
    void neverCallsTheEntryPointWithoutALease() throws Exception {
        Process process = launch(true, "io.weir.runtime.entrypoints.PrintsItsArguments");
        assertEquals("", new String(process.getInputStream().readAllBytes()));
        assertEquals(LeaseWatch.FENCED, process.waitFor());
    }

    @Test
    void livesOnWhileTheLeaseIsRenewed() throws Exception {
        long first = System.currentTimeMillis() + 8000;
        writeLease(first);
        Process process = launch(true, "io.weir.runtime.entrypoints.RunsForEver");
        try {
            awaitFirstLine(process);
            writeLease(System.currentTimeMillis() + TimeUnit.HOURS.toMillis(1));
            Thread.sleep(Math.max(0, first + 1200 - System.currentTimeMillis()));
            assertTrue(process.isAlive());
            Files.writeString(lease, "not a number");
            Thread.sleep(1200);
            assertTrue(process.isAlive(), "an unreadable lease file is not a verdict while the last instant has not passed");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void keepsTheRootCauseOfAMainThatThrows() throws Exception {
        Files.writeString(failure, "{\"exception\": \"of an earlier process\"}");
        assertEquals(1, launch(false, "io.weir.runtime.entrypoints.Throws").waitFor());
        String json = Files.readString(failure);
        assertTrue(json.startsWith("{\"exception\": \"java.io.IOException: the \\\"inner\\\" cause\""), json);
        assertTrue(json.contains("java.lang.IllegalStateException: outer\\n\\tat "), json);
        assertTrue(json.matches("(?s).*\"at\": \\d{13}}\n"), json);
    }

    @Test
    void namesAnEntryPointThatIsNotThere() throws Exception {
        assertEquals(1, launch(false, "io.weir.no.Such").waitFor());
        assertTrue(Files.readString(failure).contains("java.lang.ClassNotFoundException: io.weir.no.Such"));
    }

    @Test
    void namesTheCallerOfSystemExit() throws Exception {
        assertEquals(3, launch(false, "io.weir.runtime.entrypoints.Exits").waitFor());
        String json = Files.readString(failure);
        assertTrue(json.contains("called by io.weir.runtime.entrypoints.Exits.main(Exits.java:"), json);
    }

    @Test
    void keepsWhatFlinkOnlyLogsBeforeItExits() throws Exception {
        assertEquals(31, launch(false, "org.apache.flink.runtime.entrypoint.LogsAndExits").waitFor());
        String json = Files.readString(failure);
        assertTrue(json.startsWith("{\"exception\": \"java.lang.NumberFormatException: first\""), json);
    }

    @Test
    void takesTheLastLoggedErrorWhenFlinkExitsWithoutAFatalOne() throws Exception {
        assertEquals(31, launch(false, "org.apache.flink.runtime.entrypoint.LogsAndExits", "elsewhere").waitFor());
        String json = Files.readString(failure);
        assertTrue(json.startsWith("{\"exception\": \"java.lang.NumberFormatException: second\""), json);
    }

    @Test
    void logsWhatIsPrinted() throws Exception {
        Path log = directory.resolve("component.log");
        Path configuration = Files.writeString(directory.resolve("log4j.properties"), String.join("\n",
                "rootLogger.level = INFO",
                "rootLogger.appenderRef.file.ref = file",
                "appender.file.name = file",
                "appender.file.type = File",
                "appender.file.fileName = " + log,
                "appender.file.layout.type = WeirEvent",
                "appender.file.layout.applicationArn = arn:x",
                "appender.file.layout.applicationVersionId = 3"));
        Process process = launch(
                List.of("-Dweir.system.output=log", "-Dlog4j2.configurationFile=" + configuration),
                "io.weir.runtime.entrypoints.Prints");
        assertEquals("", new String(process.getInputStream().readAllBytes()));
        assertEquals(0, process.waitFor());
        List<String> lines = Files.readAllLines(log);
        assertEquals(4, lines.size(), lines.toString());
        assertTrue(lines.get(0).contains("\"message\":\"printed\""), lines.get(0));
        assertTrue(lines.get(0).contains("io.weir.runtime.entrypoints.Prints.main(Prints.java:5)"), lines.get(0));
        assertTrue(lines.get(1).contains("\"message\":\"half a line\",\"messageSchemaVersion\":\"1\",\"messageType\":\"ERROR\""), lines.get(1));
        assertTrue(lines.get(2).length() > 32_000 && lines.get(3).length() > 7_000);
    }

    @Test
    void aSignalIsNoFailure() throws Exception {
        Process process = launch(false, "io.weir.runtime.entrypoints.RunsForEver");
        awaitFirstLine(process);
        process.destroy();
        process.waitFor();
        assertFalse(Files.exists(failure));
    }

    private Process launch(boolean withLease, String... arguments) throws IOException {
        return launch(withLease ? List.of("-Dweir.lease.file=" + lease) : List.of(), arguments);
    }

    private Process launch(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"),
                "-Dweir.failure.file=" + failure));
        command.addAll(options);
        command.add("io.weir.runtime.Launcher");
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(directory.resolve("stderr").toFile())
                .start();
    }

    private static void awaitFirstLine(Process process) throws IOException {
        int read;
        do {
            read = process.getInputStream().read();
        } while (read != '\n' && read != -1);
    }

    private void writeLease(long until) throws IOException {
        Path temporary = directory.resolve("lease.tmp");
        Files.writeString(temporary, until + "\n");
        Files.move(temporary, lease, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
