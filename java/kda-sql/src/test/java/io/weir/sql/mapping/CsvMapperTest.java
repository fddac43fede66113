package io.weir.sql.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvMapperTest {
    private static List<String> read(String record, String... types) {
        return Mapped.csv("\n", ",", record.getBytes(StandardCharsets.UTF_8), types);
    }

    @Test
    void readsRowsByPosition() {
        assertEquals(List.of("+Doe|John|7", "+Roe|Jane|8"), read("Doe,John,7\nRoe,Jane,8\n", "VARCHAR(16)", "VARCHAR(16)", "INTEGER"));
    }

    @Test
    void takesAPrefixOfTheFieldsAndLeavesMissingOnesNull() {
        assertEquals(List.of("+a|1", "+b|null", "+c|null"), read("a,1,x,y\nb\nc,,\n", "VARCHAR(4)", "INTEGER"));
    }

    @Test
    void readsQuotedFields() {
        assertEquals(
                List.of("+name1|address1", "+a,b|c\nd", "+say \"hi\"|"),
                read("\"name1\", \"address1\"\n\"a,b\",\"c\nd\"\n\"say \"\"hi\"\"\",\"\"\n", "VARCHAR(16)", "VARCHAR(16)"));
    }

    @Test
    void takesDelimitersOfSeveralCharacters() {
        byte[] record = "a||1~~b||2~~".getBytes(StandardCharsets.UTF_8);
        assertEquals(List.of("+a|1", "+b|2"), Mapped.csv("~~", "||", record, "VARCHAR(4)", "INTEGER"));
    }

    @Test
    void understandsDelimitersThatAreWrittenOut() {
        byte[] record = "a\t1\r\nb\t2".getBytes(StandardCharsets.UTF_8);
        assertEquals(List.of("+a|1", "+b|2"), Mapped.csv("\\r\\n", "\\t", record, "VARCHAR(4)", "INTEGER"));
        assertEquals(List.of("+a|1", "+b|2"), Mapped.csv("\n", "\t", record, "VARCHAR(4)", "INTEGER"));
    }

    @Test
    void passesOverEmptyRows() {
        assertEquals(List.of("+a", "+b"), read("\n\na\n\r\nb\n\n", "VARCHAR(4)"));
    }

    @Test
    void dropsOnlyTheRowThatDoesNotFit() {
        assertEquals(
                List.of("!Coercion error: For input string: \"id\"", "+1", "+2"), read("id\n1\n2", "INTEGER"));
    }

    @Test
    void makesAnErrorOfWhatCannotBeRead() {
        assertEquals(List.of("+a", "!Parse error: A quoted field does not end"), read("a\n\"b\nc\n", "VARCHAR(4)"));
        assertEquals(List.of("!Parse error: The record is not UTF-8"), Mapped.csv("\n", ",", new byte[] {'a', (byte) 0xff}, "VARCHAR(4)"));
    }

    @Test
    void readsARecordOfManyMegabytes() {
        assertEquals(200_000, read("abc,1\n".repeat(200_000), "VARCHAR(4)", "INTEGER").size());
        assertEquals(List.of("+xxxx"), read("x".repeat(5_000_000), "VARCHAR(4)"));
    }
}
