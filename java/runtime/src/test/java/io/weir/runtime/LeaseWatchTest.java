package io.weir.runtime;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeaseWatchTest {

    private static final long WALL = 1_700_000_000_000L;

    private final LeaseWatch watch = new LeaseWatch(Path.of("lease"));

    private static long seconds(long amount) {
        return TimeUnit.SECONDS.toNanos(amount);
    }

    @Test
    void lastsAsLongAsItSays() {
        watch.accept(WALL + 30_000, WALL, 0);
        assertFalse(watch.isOver(WALL + 29_000, seconds(29)));
        assertTrue(watch.isOver(WALL + 31_000, seconds(31)));
    }

    @Test
    void isNoLongerWhenTheClockIsPutBack() {
        watch.accept(WALL + 30_000, WALL, 0);
        assertFalse(watch.isOver(WALL - 3_600_000, seconds(29)));
        assertTrue(watch.isOver(WALL - 3_599_000, seconds(31)));
    }

    @Test
    void isOverAfterTheMachineHasSlept() {
        watch.accept(WALL + 30_000, WALL, 0);
        assertTrue(watch.isOver(WALL + 3_600_000, seconds(1)));
    }

    @Test
    void beginsAnewWithANewOneAlone() {
        watch.accept(WALL + 30_000, WALL, 0);
        watch.accept(WALL + 30_000, WALL - 3_600_000, seconds(20));
        assertTrue(watch.isOver(WALL - 3_590_000, seconds(31)));
        watch.accept(WALL - 3_550_000, WALL - 3_590_000, seconds(31));
        assertFalse(watch.isOver(WALL - 3_560_000, seconds(61)));
        assertTrue(watch.isOver(WALL - 3_548_000, seconds(73)));
    }
}
