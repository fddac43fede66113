package io.weir.sql.sink;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private long seconds;
    private final Patience patience = new Patience(() -> TimeUnit.SECONDS.toNanos(seconds));

    @Test
    void isOverAfterTwoMinutes() {
        assertFalse(patience.isOver());
        seconds = 119;
        assertFalse(patience.isOver());
        seconds = 120;
        assertTrue(patience.isOver());
    }

    @Test
    void beginsAnewWithEachSuccess() {
        assertFalse(patience.isOver());
        seconds = 119;
        patience.renew();
        seconds = 200;
        assertFalse(patience.isOver());
        seconds = 319;
        assertFalse(patience.isOver());
        seconds = 320;
        assertTrue(patience.isOver());
    }
}
