package io.weir.sql.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.SmallIntType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowKeyTest {

    @ParameterizedTest
    @CsvSource({
        "TINYINT, BIGINT,  true",
        "FLOAT,   DOUBLE,  true",
        "CHAR,    VARCHAR, true",
        "INT,     VARCHAR, false",
        "INT,     DOUBLE,  false",
        "DECIMAL, BIGINT,  false",
    })
    void rowsAreBroughtTogetherByTypesWhoseEqualValuesHaveEqualKeys(String left, String right, boolean comparable) {
        assertEquals(comparable, RowKey.comparable(type(left), type(right)));
    }

    private static LogicalType type(String name) {
        return LogicalTypeParser.parse(name, RowKeyTest.class.getClassLoader());
    }

    @Test
    void equalNumbersOfDifferentTypesHaveEqualKeys() {
        RowKey small = new RowKey(RowType.of(new VarCharType(9), new SmallIntType()), 1);
        RowKey large = new RowKey(RowType.of(new IntType()), 0);
        assertEquals(small.getKey(Run.data("a", (short) 7)), large.getKey(Run.data(7)));
        assertEquals(small.getKey(Run.data("a", null)), large.getKey(Run.data((Object) null)));
    }
}
