package io.weir.sql.operator;

import java.io.Serializable;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RawValueData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.types.RowKind;

/** The first columns of another row, without copying it. One instance serves all rows of an operator, one after the other. */
final class FrontRow implements RowData, Serializable {
    private static final long serialVersionUID = 1;

    private final int columns;
    private transient RowData row;

    FrontRow(int columns) {
        this.columns = columns;
    }

    FrontRow of(RowData whole) {
        row = whole;
        return this;
    }

    @Override
    public int getArity() {
        return columns;
    }

    @Override
    public RowKind getRowKind() {
        return row.getRowKind();
    }

    @Override
    public void setRowKind(RowKind kind) {
        row.setRowKind(kind);
    }

    @Override
    public boolean isNullAt(int position) {
        return row.isNullAt(position);
    }

    @Override
    public boolean getBoolean(int position) {
        return row.getBoolean(position);
    }

    @Override
    public byte getByte(int position) {
        return row.getByte(position);
    }

    @Override
    public short getShort(int position) {
        return row.getShort(position);
    }

    @Override
    public int getInt(int position) {
        return row.getInt(position);
    }

    @Override
    public long getLong(int position) {
        return row.getLong(position);
    }

    @Override
    public float getFloat(int position) {
        return row.getFloat(position);
    }

    @Override
    public double getDouble(int position) {
        return row.getDouble(position);
    }

    @Override
    public StringData getString(int position) {
        return row.getString(position);
    }

    @Override
    public DecimalData getDecimal(int position, int precision, int scale) {
        return row.getDecimal(position, precision, scale);
    }

    @Override
    public TimestampData getTimestamp(int position, int precision) {
        return row.getTimestamp(position, precision);
    }

    @Override
    public <T> RawValueData<T> getRawValue(int position) {
        return row.getRawValue(position);
    }

    @Override
    public byte[] getBinary(int position) {
        return row.getBinary(position);
    }

    @Override
    public ArrayData getArray(int position) {
        return row.getArray(position);
    }

    @Override
    public MapData getMap(int position) {
        return row.getMap(position);
    }

    @Override
    public RowData getRow(int position, int numFields) {
        return row.getRow(position, numFields);
    }
}
