package io.weir.sql.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.sql.job.RecordFormat;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RowEncoderTest {
    private static String encode(RecordFormat format, RowType type, RowData row) {
        return new String(RowEncoder.of(format, type, type.getFieldCount()).encode(row), StandardCharsets.UTF_8);
    }

    private static LogicalType type(String text) {
        return LogicalTypeParser.parse(text, RowEncoderTest.class.getClassLoader());
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("INTEGER", 7, "7", "7"),
                Arguments.of("BIGINT", -9L, "-9", "-9"),
                Arguments.of("DECIMAL(5, 2)", DecimalData.fromUnscaledLong(8450, 5, 2), "84.50", "84.50"),
                Arguments.of("DOUBLE", 0.5, "0.5", "0.5"),
                Arguments.of("DOUBLE", Double.NaN, "\"NaN\"", "NaN"),
                Arguments.of("BOOLEAN", true, "true", "true"),
                Arguments.of("VARCHAR(9)", StringData.fromString("plain"), "\"plain\"", "plain"),
                Arguments.of("VARCHAR(9)", StringData.fromString("a,\"b\"\n\\"), "\"a,\\\"b\\\"\\n\\\\\"", "\"a,\"\"b\"\"\n\\\""),
                Arguments.of("VARCHAR(9)", StringData.fromString(""), "\"\"", ""),
                Arguments.of("VARCHAR(9)", null, "null", ""),
                Arguments.of("TIMESTAMP(3)", TimestampData.fromEpochMillis(1560885839393L), "\"2019-06-18 19:23:59.393\"", "2019-06-18 19:23:59.393"),
                Arguments.of("DATE", 8079, "\"1992-02-14\"", "1992-02-14"),
                Arguments.of("TIME(3)", 66944000, "\"18:35:44\"", "18:35:44"),
                Arguments.of("VARBINARY(4)", new byte[] {0x3f, (byte) 0xa2}, "\"3FA2\"", "3FA2"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void writes(String sqlType, Object value, String json, String csv) {
        RowType type = RowType.of(new LogicalType[] {type(sqlType)}, new String[] {"A"});
        assertEquals("{\"A\":" + json + "}", encode(RecordFormat.JSON, type, GenericRowData.of(value)));
        assertEquals(csv + "\n", encode(RecordFormat.CSV, type, GenericRowData.of(value)));
    }

    @Test
    void keepsTheCaseAndOrderOfColumns() {
        RowType type = RowType.of(new LogicalType[] {type("INTEGER"), type("VARCHAR(4)")}, new String[] {"b \"x\"", "A"});
        RowData row = GenericRowData.of(1, StringData.fromString("é"));
        assertEquals("{\"b \\\"x\\\"\":1,\"A\":\"é\"}", encode(RecordFormat.JSON, type, row));
        assertEquals("1,é\n", encode(RecordFormat.CSV, type, row));
    }
}
