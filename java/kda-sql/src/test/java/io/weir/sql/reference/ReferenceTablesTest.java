package io.weir.sql.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.sql.job.RecordFormat;
import io.weir.sql.job.SourceSchema;
import io.weir.sql.job.SqlJob;
import io.weir.sql.job.SqlReferenceTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceTablesTest {
    @TempDir
    Path directory;

    private List<String> load(RecordFormat format, String rowPath, String content) throws IOException {
        Path file = Files.writeString(directory.resolve("data"), content);
        SourceSchema schema = new SourceSchema(format, rowPath, "\n", ",", "UTF-8", List.of(
                new SourceSchema.Column("Ticker", "VARCHAR(8)", "$.t"), new SourceSchema.Column("Company", "VARCHAR(16)", "$.c.name")));
        SqlJob job = new SqlJob("arn", "app", "", null, null, List.of(new SqlReferenceTable("1.1", "Companies", file.toString(), schema)));
        List<String> rows = new ArrayList<>();
        ReferenceTables.of(job).get("Companies").loader().load(row ->
                rows.add(row.getString(0) + "=" + (row.isNullAt(1) ? null : row.getString(1))));
        return rows;
    }

    @Test
    void readsCsv() throws IOException {
        assertEquals(
                List.of("Ticker=Company", "AMZN=Amazon", "X=a\nb"), load(RecordFormat.CSV, null, "Ticker,Company\nAMZN,Amazon\nX,\"a\nb\"\n"));
    }

    @Test
    void readsCsvInPieces() throws IOException {
        assertEquals(300_000, load(RecordFormat.CSV, null, "AMZN,\"Amazon\n\"\"x\"\"\"\n".repeat(300_000)).size());
    }

    @Test
    void readsJsonInEachForm() throws IOException {
        String one = "{\"t\":\"AMZN\",\"c\":{\"name\":\"Amazon [x] \\\" {\"}}";
        String two = "{\"t\":\"XYZ\",\"c\":{\"name\":\"Some\"}}";
        List<String> expected = List.of("AMZN=Amazon [x] \" {", "XYZ=Some");
        assertEquals(expected, load(RecordFormat.JSON, "$", one + "\n" + two + "\n"));
        assertEquals(expected, load(RecordFormat.JSON, "$", one + two));
        assertEquals(expected, load(RecordFormat.JSON, "$", "[" + one + ",\n " + two + "]\n"));
        assertEquals(expected, load(RecordFormat.JSON, "$[0:]", "[" + one + ",\n " + two + "]\n"));
        assertEquals(expected, load(RecordFormat.JSON, "$.rows[0:]", "{\"rows\": [" + one + ",\n " + two + "]}\n"));
    }

    @Test
    void leavesOutWhatDoesNotFit() throws IOException {
        assertEquals(List.of("A=null"), load(RecordFormat.JSON, "$", "{\"t\":\"A\"}\n7 oops"));
    }
}
