package io.weir.sql.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.sql.job.SqlJob;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads the code of SQL applications for the control plane, without running any: a request in JSON on each line of the standard input, an answer
 * on a line of the standard output.
 *
 * <p>{@code {"id":1,"do":"check","job":{…}}} is answered by {@code {"id":1,"problems":[{"line":3,"column":14,"message":"…"}],"streams":["…"]}},
 * {@code explain} by {@code blocks} and {@code plan} as well; what is no fault of the code by {@code fault}. Ends with its input.
 */
public final class Compiler {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Compiler() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream answers = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        // Whatever a library prints is no answer.
        System.setOut(System.err);
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            answers.println(JSON.writeValueAsString(answer(JSON.readTree(line))));
            answers.flush();
        }
    }

    private static ObjectNode answer(JsonNode request) {
        ObjectNode answer = JSON.createObjectNode();
        try {
            SqlJob job = JSON.treeToValue(request.get("job"), SqlJob.class);
            Judgement judgement = new Rehearsal(job).judge("explain".equals(request.path("do").asText()));
            answer.setAll((ObjectNode) JSON.valueToTree(judgement));
        } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
            answer.put("fault", e.toString());
            e.printStackTrace();
        }
        answer.set("id", request.get("id"));
        return answer;
    }
}
