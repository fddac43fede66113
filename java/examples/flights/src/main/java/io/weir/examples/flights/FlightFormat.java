package io.weir.examples.flights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.reader.SimpleStreamFormat;
import org.apache.flink.connector.file.src.reader.StreamFormat;
import org.apache.flink.core.fs.FSDataInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Newline-delimited JSON to {@link Flight}. A line that is none is logged and left out: one bad line must not stop the stream. */
final class FlightFormat extends SimpleStreamFormat<Flight> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(FlightFormat.class);

    @Override
    public StreamFormat.Reader<Flight> createReader(Configuration config, FSDataInputStream stream) {
        return new Reader(new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
    }

    @Override
    public TypeInformation<Flight> getProducedType() {
        return TypeInformation.of(Flight.class);
    }

    /** Null when the line is not a flight. */
    static Flight parse(ObjectMapper json, String line) {
        try {
            JsonNode node = json.readTree(line);
            Flight flight = new Flight();
            flight.id = node.required("id").longValue();
            flight.time = Instant.parse(node.required("time").asText()).toEpochMilli();
            flight.delay = node.required("delay").intValue();
            flight.origin = node.required("origin").asText();
            flight.destination = node.required("destination").asText();
            return flight;
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeParseException malformed) {
            LOG.warn("left out a line that is not a flight: {} ({})", line, malformed.getMessage());
            return null;
        }
    }

    private static final class Reader implements StreamFormat.Reader<Flight> {
        private final ObjectMapper json = new ObjectMapper();
        private final BufferedReader lines;

        Reader(BufferedReader lines) {
            this.lines = lines;
        }

        @Override
        public Flight read() throws IOException {
            String line;
            while ((line = lines.readLine()) != null) {
                Flight flight = line.isBlank() ? null : parse(json, line);
                if (flight != null) {
                    return flight;
                }
            }
            return null;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
