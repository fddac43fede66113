package io.weir.examples.flights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlightFormatTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void readsAFlight() {
        Flight flight = FlightFormat.parse(
                json,
                "{\"id\":3,\"time\":\"2001-01-01T00:47:00Z\",\"delay\":-6,\"distance\":12,\"origin\":\"DTW\",\"destination\":\"LAS\"}");
        assertEquals(3, flight.id);
        assertEquals(978310020000L, flight.time);
        assertEquals(-6, flight.delay);
        assertEquals("DTW", flight.origin);
        assertEquals("LAS", flight.destination);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "7", "{}", "{\"id\":1,\"time\":\"yesterday\",\"delay\":0,\"origin\":\"A\",\"destination\":\"B\"}"})
    void leavesOutWhatIsNone(String line) {
        assertNull(FlightFormat.parse(json, line));
    }
}
