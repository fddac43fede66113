package io.weir.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * Metering: renews the time of a file for as long as this process lives. Whatever ends it, and whether or not a worker is there to
 * see it, the file tells afterwards until when it lived.
 */
final class AliveMark {

    private static final long EVERY_MILLIS = 250;

    private final Path file;

    private AliveMark(Path file) {
        this.file = file;
    }

    static void start(Path file) {
        Beat.start("weir-alive-mark", EVERY_MILLIS, new AliveMark(file)::renew);
    }

    private void renew() {
        try {
            if (Files.notExists(file)) {
                Files.createFile(file);
            }
            Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
        } catch (IOException full) {
            // A disk that is full or gone: the worker's own looks at the processes are what is left, and good to a second.
        }
    }
}
