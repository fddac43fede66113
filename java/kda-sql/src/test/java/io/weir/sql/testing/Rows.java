package io.weir.sql.testing;

import io.weir.sql.reference.ReferenceTable;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.flink.table.data.binary.BinarySegmentUtils;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;

/** A reference table that a test writes down. Only serializable rows travel with a job. */
final class Rows implements ReferenceTable.Loader {
    private static final long serialVersionUID = 1;

    private final byte[][] rows;
    private final int columns;

    Rows(List<RowData> rows, RowType type) {
        RowDataSerializer serializer = new RowDataSerializer(type);
        this.columns = type.getFieldCount();
        this.rows =
                rows.stream()
                        .map(row -> serializer.toBinaryRow((GenericRowData) row))
                        .map(row -> BinarySegmentUtils.copyToBytes(
                                row.getSegments(), row.getOffset(), row.getSizeInBytes()))
                        .toArray(byte[][]::new);
    }

    @Override
    public void load(Consumer<RowData> to) {
        BinaryRowData row = new BinaryRowData(columns);
        for (byte[] bytes : rows) {
            row.pointTo(MemorySegmentFactory.wrap(bytes), 0, bytes.length);
            to.accept(row);
        }
    }
}
