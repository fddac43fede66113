package io.weir.sql.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonMapperTest {
    /** The developer guide's example, its slips mended. */
    private static final String CUSTOMER = """
        {"customerName":"John Doe",
         "address": {"streetAddress": {"number":"123", "street":"AnyStreet"}, "city":"Anytown"},
         "orders": [
           { "orderId":"23284", "itemName":"Widget", "itemPrice":"33.99" },
           { "orderId":"63122", "itemName":"Gadget", "itemPrice":"22.50" },
           { "orderId":"77284", "itemName":"Sprocket", "itemPrice":"12.00" } ]}
        """;

    @Test
    void readsElementsAtAnyDepth() {
        assertEquals(
                List.of("+John Doe|Anytown|AnyStreet|null|null"),
                Mapped.json("$", CUSTOMER, "VARCHAR(16) $.customerName", "VARCHAR(16) $.address.city",
                        "VARCHAR(16) $.address.streetAddress.street", "VARCHAR(16) $.customername", "VARCHAR(16) $.customerId"));
    }

    @Test
    void readsAnArrayAsOneValue() {
        assertEquals(
                List.of("+[{\"orderId\":\"23284\",\"itemName\":\"Widget\",\"itemPrice\":\"33.99\"},"
                        + "{\"orderId\":\"63122\",\"itemName\":\"Gadget\",\"itemPrice\":\"22.50\"},"
                        + "{\"orderId\":\"77284\",\"itemName\":\"Sprocket\",\"itemPrice\":\"12.00\"}]"),
                Mapped.json("$", CUSTOMER, "VARCHAR(1024) $.orders[0:]"));
    }

    @Test
    void makesARowOfEachElementAndRepeatsWhatStandsBeside() {
        assertEquals(
                List.of("+John Doe|23284", "+John Doe|63122", "+John Doe|77284"),
                Mapped.json("$", CUSTOMER, "VARCHAR(16) $.customerName", "INTEGER $.orders[0:].orderId"));
    }

    @Test
    void keepsASecondArrayWholeBesideTheFlattenedOne() {
        assertEquals(
                List.of("+1|[7,8]", "+2|[7,8]", "+null|[7,8]"),
                Mapped.json("$", "{\"one\":[{\"x\":1},{\"x\":2},{}],\"two\":[7, 8]}", "INTEGER $.one[0:].x", "VARCHAR(16) $.two[0:]"));
    }

    @Test
    void makesAtLeastOneRowOfAnArray() {
        assertEquals(List.of("+k|null"), Mapped.json("$", "{\"k\":\"k\",\"one\":[]}", "VARCHAR(4) $.k", "INTEGER $.one[0:].x"));
        assertEquals(List.of("+null"), Mapped.json("$", "{}", "INTEGER $.one[0:].x"));
    }

    @Test
    void dropsOnlyTheElementThatDoesNotFit() {
        assertEquals(
                List.of("+1", "!Coercion error: For input string: \"b\"", "+3"),
                Mapped.json("$", "{\"one\":[{\"x\":1},{\"x\":\"b\"},{\"x\":3}]}", "INTEGER $.one[0:].x"));
    }

    @Test
    void refusesASchemaThatFlattensTwoArrays() {
        assertThrows(IllegalArgumentException.class, () -> Mapped.json("$", "{}", "INTEGER $.one[0:].x", "INTEGER $.two[0:].x"));
        assertThrows(IllegalArgumentException.class, () -> Mapped.json("$", "{}", "INTEGER $.one[0:].x[0:].y"));
    }

    @Test
    void findsRowsBelowTheRowPath() {
        String record = "{\"Records\":[{\"a\":1},{\"a\":2}],\"other\":[{\"a\":9}]}";
        assertEquals(List.of("+1", "+2"), Mapped.json("$.Records[0:]", record, "INTEGER $.a"));
        assertEquals(List.of("+1", "+2"), Mapped.json("$.Records", record, "INTEGER $.a"));
        assertEquals(List.of("+1", "+2"), Mapped.json("$[0:]", "[{\"a\":1},{\"a\":2}]", "INTEGER $.a"));
        assertEquals(List.of("+1"), Mapped.json("$.x.y", "{\"x\":{\"y\":{\"a\":1}}}", "INTEGER $.a"));
    }

    @Test
    void readsSeveralDocumentsInOneRecord() {
        assertEquals(List.of("+1", "+2", "+3"), Mapped.json("$", "{\"a\":1}\n{\"a\":2}{\"a\":3}\n", "INTEGER $.a"));
    }

    @Test
    void mapsNamesThatAreNotIdentifiers() {
        assertEquals(List.of("+5|6|7"),
                Mapped.json("$", "{\"x-stuff\":5,\"a b\":6,\"a.b\":7}", "INTEGER $.x-stuff", "INTEGER $.a b", "INTEGER $['a.b']"));
    }

    @Test
    void saysWhatIsWrongAsAwsDid() {
        assertEquals(List.of("!Coercion error: For input string: \"foo\""), Mapped.json("$", "{\"a\":\"foo\"}", "INTEGER $.a"));
    }

    @Test
    void makesErrorsOfWhatIsNoJson() {
        for (String record : List.of(
                "", "   ", "foo", "{", "{\"a\":1", "{\"a\":1}}", "{\"a\":\u0001}", "{'a':1}", "{\"a\":NaN}", "7", "\"x\"", "null", "[1]")) {
            List<String> seen = Mapped.json("$", record, "INTEGER $.a");
            assertTrue(seen.get(seen.size() - 1).startsWith("!Parse error: "), record + " gave " + seen);
        }
        byte[] notUtf8 = {'{', '"', 'a', '"', ':', '"', (byte) 0xff, (byte) 0xc0, '"', '}'};
        assertTrue(Mapped.json("$", notUtf8, "VARCHAR(4) $.a").get(0).startsWith("!Parse error: "));
        byte[] utf16 = "{\"a\":1}".getBytes(StandardCharsets.UTF_16);
        assertTrue(Mapped.json("$", utf16, "INTEGER $.a").get(0).startsWith("!Parse error: "));
    }

    @Test
    void passesOverAByteOrderMark() {
        assertEquals(List.of("+{\"b\":1}"), Mapped.json("$", "\uFEFF{\"a\": {\"b\": 1}}", "VARCHAR(16) $.a"));
    }

    @Test
    void survivesHostileRecords() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        String deepObjects = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);
        String longNumber = "{\"a\":" + "9".repeat(1_000_000) + "}";
        for (String record : List.of(deep, deepObjects, "{\"a\":" + deep + "}", "{\"b\":" + deep + "}", longNumber)) {
            List<String> seen = Mapped.json("$", record, "INTEGER $.a");
            assertEquals(1, seen.size());
            assertTrue(seen.get(0).startsWith("!Parse error: "), seen.get(0));
        }
        assertEquals(List.of("+" + "x".repeat(8)), Mapped.json("$", "{\"a\":\"" + "x".repeat(5_000_000) + "\"}", "VARCHAR(8) $.a"));
        StringBuilder manyNames = new StringBuilder("{");
        for (int i = 0; i < 200_000; i++) {
            manyNames.append("\"n").append(i).append("\":0,");
        }
        assertEquals(List.of("+1"), Mapped.json("$", manyNames + "\"a\":1}", "INTEGER $.a"));
    }
}
