package io.weir.examples.flights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private final Properties group = new Properties();
    private final Settings settings = new Settings(Map.of("Window", group));

    @Test
    void readsValuesAndDefaults() {
        group.setProperty("Length", "PT1H");
        assertEquals(Duration.ofHours(1), settings.duration("Window", "Length", Duration.ofDays(1)));
        assertEquals(Duration.ofDays(1), settings.duration("Other", "Length", Duration.ofDays(1)));
        assertEquals(7, settings.number("Window", "Count", 7));
    }

    @Test
    void namesWhatIsWrong() {
        group.setProperty("Length", "1 day");
        assertEquals(
                "property Length of group Window is not an ISO-8601 duration (PT15M, P1D): 1 day",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> settings.duration("Window", "Length", Duration.ZERO))
                        .getMessage());
        assertEquals(
                "property Path of group Window is missing",
                assertThrows(IllegalArgumentException.class, () -> settings.required("Window", "Path")).getMessage());
    }
}
