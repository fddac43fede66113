package io.weir.sql.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.junit.jupiter.api.Test;

class PackedRowsTest {
    private static final RowType TYPE = RowType.of(new BigIntType(), new VarCharType(VarCharType.MAX_LENGTH), new IntType());

    private static List<String> found(PackedRows rows, Long key) {
        RowKey ofRow = new RowKey(TYPE, 0);
        return rows.get(ofRow.getKey(GenericRowData.of(key, null, null)), ofRow).stream().map(PackedRowsTest::text).toList();
    }

    private static String text(RowData row) {
        return (row.isNullAt(1) ? null : row.getString(1).toString().length()) + "/" + row.getInt(2);
    }

    /** As many rows and bytes as make it grow and begin pages, among them rows larger than a page. */
    @Test
    void findsWhatAMapFinds() {
        Random random = new Random(3);
        PackedRows packed = new PackedRows(TYPE, new int[] {0});
        Map<Long, List<String>> map = new HashMap<>();
        GenericRowData row = new GenericRowData(3);
        for (int i = 0; i < 20_000; i++) {
            long key = random.nextInt(9_000);
            int length = i % 5_000 == 17 ? 9 << 20 : random.nextInt(1_500);
            row.setField(0, key);
            row.setField(1, i % 10 == 0 ? null : StringData.fromString("x".repeat(length)));
            row.setField(2, i);
            packed.add(row);
            map.computeIfAbsent(key, k -> new ArrayList<>()).add(text(row));
        }
        packed.close();
        for (long key = 0; key < 9_500; key++) {
            assertEquals(map.getOrDefault(key, List.of()), found(packed, key));
        }
    }

    @Test
    void mayBeEmpty() {
        PackedRows packed = new PackedRows(TYPE, new int[] {0});
        packed.close();
        assertEquals(List.of(), found(packed, 1L));
    }
}
