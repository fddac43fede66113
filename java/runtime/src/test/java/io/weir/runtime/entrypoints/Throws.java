package io.weir.runtime.entrypoints;

import java.io.IOException;

public class Throws {
    public static void main(String[] args) {
        // A thread left behind must not keep the process alive.
        new Thread(() -> {
            try {
                Thread.currentThread().join();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }).start();
        throw new IllegalStateException("outer", new IOException("the \"inner\" cause"));
    }
}
