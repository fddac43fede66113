package io.weir.sql.operator;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.flink.table.data.writer.BinaryRowWriter;
import org.apache.flink.table.data.writer.BinaryWriter;
import org.apache.flink.table.runtime.typeutils.InternalSerializers;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * The key of a row: some of its columns, as a binary row of its own that may be kept. Without columns all rows have the same key. Numbers are
 * widened, so that equal numbers of different types have equal keys.
 */
public final class RowKey implements KeySelector<RowData, RowData>, ResultTypeQueryable<RowData> {
    private static final long serialVersionUID = 1;

    private final RowType type;
    private final RowData.FieldGetter[] columns;
    private final LogicalType[] types;
    private transient TypeSerializer<?>[] serializers;
    private transient BinaryRowData key;
    private transient BinaryRowWriter writer;

    public RowKey(RowType rows, int... columns) {
        this.types = new LogicalType[columns.length];
        this.columns = new RowData.FieldGetter[columns.length];
        for (int i = 0; i < columns.length; i++) {
            types[i] = rows.getTypeAt(columns[i]);
            this.columns[i] = widened(types[i], columns[i]);
            types[i] = widened(types[i]);
        }
        this.type = RowType.of(types);
    }

    @Override
    public BinaryRowData getKey(RowData row) {
        if (writer == null) {
            open();
        }
        writer.reset();
        for (int i = 0; i < columns.length; i++) {
            Object value = columns[i].getFieldOrNull(row);
            if (value == null) {
                writer.setNullAt(i);
            } else {
                BinaryWriter.write(writer, i, value, types[i], serializers[i]);
            }
        }
        writer.complete();
        return key.copy();
    }

    private void open() {
        key = new BinaryRowData(columns.length);
        writer = new BinaryRowWriter(key);
        serializers = new TypeSerializer<?>[columns.length];
        for (int i = 0; i < columns.length; i++) {
            serializers[i] = InternalSerializers.create(types[i]);
        }
    }

    /** Whether equal values of the two types have equal keys, so that rows can be brought together by them. */
    public static boolean comparable(LogicalType left, LogicalType right) {
        return widened(left).copy(true).equals(widened(right).copy(true));
    }

    private static LogicalType widened(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT -> new BigIntType();
            case FLOAT, DOUBLE -> new DoubleType();
            case CHAR, VARCHAR -> VarCharType.STRING_TYPE;
            case BINARY, VARBINARY -> new VarBinaryType(VarBinaryType.MAX_LENGTH);
            default -> type;
        };
    }

    private static RowData.FieldGetter widened(LogicalType type, int column) {
        RowData.FieldGetter getter = RowData.createFieldGetter(type, column);
        return switch (type.getTypeRoot()) {
            case TINYINT, SMALLINT, INTEGER -> row -> getter.getFieldOrNull(row) instanceof Number number ? number.longValue() : null;
            case FLOAT -> row -> getter.getFieldOrNull(row) instanceof Float number ? number.doubleValue() : null;
            default -> getter;
        };
    }

    public boolean isConstant() {
        return columns.length == 0;
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return InternalTypeInfo.of(type);
    }
}
