package io.weir.runtime;

/**
 * Does one thing again and again in a thread of its own, which the program in this process can neither hold up nor end: an
 * interrupt is ignored, and so is whatever goes wrong in one round. The first round is the caller's.
 */
final class Beat {

    private Beat() {
    }

    static void start(String name, long everyMillis, Runnable round) {
        round.run();
        Thread thread = new Thread(() -> {
            while (true) {
                try {
                    Thread.sleep(everyMillis);
                    round.run();
                } catch (InterruptedException | RuntimeException | Error ignored) {
                    // The next round is what matters.
                }
            }
        }, name);
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
    }
}
