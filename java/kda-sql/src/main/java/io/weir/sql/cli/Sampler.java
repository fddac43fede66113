package io.weir.sql.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.sql.job.Binding;
import io.weir.sql.job.SqlInput.StartingPosition;
import io.weir.sql.source.RawRecord;
import io.weir.sql.source.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;

/**
 * Takes a sample of a stream for the control plane: one request in JSON on the standard input, one answer on the standard output. Keys are in the
 * environment, as for a job.
 *
 * <p>{@code {"id":1,"source":{…},"processor":{…},"streamArn":"…","position":"NOW","most":100,"patienceMs":10000}} is answered by
 * {@code {"id":1,"records":["base64"],"processed":["base64"]}}, or by {@code fault} and {@code throttled}.
 */
public final class Sampler {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Sampler() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream answers = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        // Whatever a library prints is no answer.
        System.setOut(System.err);
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        JsonNode request = JSON.readTree(line);
        answers.println(JSON.writeValueAsString(answer(request)));
        answers.flush();
        // A client may have left threads behind.
        Runtime.getRuntime().halt(0);
    }

    private static ObjectNode answer(JsonNode request) {
        ObjectNode answer = JSON.createObjectNode();
        answer.set("id", request.get("id"));
        try {
            Binding source = JSON.treeToValue(request.get("source"), Binding.class);
            Duration patience = Duration.ofMillis(request.path("patienceMs").asLong());
            StartingPosition position = StartingPosition.valueOf(request.path("position").asText());
            List<RawRecord> records = Samples.take(source, position, request.path("most").asInt(), patience);
            ArrayNode raw = answer.putArray("records");
            records.forEach(record -> raw.add(record.data));
            if (request.hasNonNull("processor")) {
                Binding processor = JSON.treeToValue(request.get("processor"), Binding.class);
                ArrayNode processed = answer.putArray("processed");
                if (!records.isEmpty()) {
                    Samples.process(processor, request.path("streamArn").asText(), records, Duration.ofSeconds(30)).forEach(processed::add);
                }
            }
        } catch (ExecutionException e) {
            answer.put("fault", e.getCause().toString());
        } catch (InterruptedException | TimeoutException | IOException | RuntimeException e) {
            answer.put("fault", e.toString());
            answer.put("throttled", e instanceof ProvisionedThroughputExceededException);
        }
        return answer;
    }
}
