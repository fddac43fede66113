package io.weir.sql.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * All that a SQL application is run with, as the control plane writes it (JSON) beside the application's other files. ARNs are bound already:
 * this part never asks where a stream is.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SqlJob(
        String applicationArn,
        String applicationName,
        String code,
        List<SqlInput> inputs,
        List<SqlOutput> outputs,
        List<SqlReferenceTable> referenceTables) {

    public SqlJob {
        inputs = inputs == null ? List.of() : List.copyOf(inputs);
        outputs = outputs == null ? List.of() : List.copyOf(outputs);
        referenceTables = referenceTables == null ? List.of() : List.copyOf(referenceTables);
    }

    public static SqlJob read(Path file) throws IOException {
        return new ObjectMapper().readValue(Files.readAllBytes(file), SqlJob.class);
    }
}
