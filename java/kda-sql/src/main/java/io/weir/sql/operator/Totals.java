package io.weir.sql.operator;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Keeps totals of the rows of a window: of each how many values there were, and what whole or other number they make. */
final class Totals implements Serializable {
    private static final long serialVersionUID = 1;

    static final TypeInformation<Tuple3<long[], long[], double[]>> STATE = Types.TUPLE(
            PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO,
            PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO,
            PrimitiveArrayTypeInfo.DOUBLE_PRIMITIVE_ARRAY_TYPE_INFO);

    private final Total[] totals;

    Totals(List<Total> totals) {
        this.totals = totals.toArray(Total[]::new);
    }

    /** The rows' type with the totals behind their columns. */
    static RowType beside(RowType rows, List<Total> totals) {
        List<RowType.RowField> fields = new ArrayList<>(rows.getFields());
        for (int i = 0; i < totals.size(); i++) {
            fields.add(new RowType.RowField(Total.column(i), totals.get(i).type()));
        }
        return new RowType(fields);
    }

    Tuple3<long[], long[], double[]> begin() {
        return Tuple3.of(new long[totals.length], new long[totals.length], new double[totals.length]);
    }

    void add(Tuple3<long[], long[], double[]> so, RowData row) {
        for (int i = 0; i < totals.length; i++) {
            Total total = totals[i];
            if (total.column() >= 0 && row.isNullAt(total.column())) {
                continue;
            }
            boolean first = so.f0[i]++ == 0;
            if (total.kind() == Total.Kind.COUNT) {
                continue;
            }
            if (total.isWhole()) {
                so.f1[i] = whole(total, first, so.f1[i], row);
            } else {
                so.f2[i] = real(total.kind(), first, so.f2[i], row.getDouble(total.column()));
            }
        }
    }

    private static long whole(Total total, boolean first, long so, RowData row) {
        int column = total.column();
        long value = switch (total.of()) {
            case TINYINT -> row.getByte(column);
            case SMALLINT -> row.getShort(column);
            case INTEGER -> row.getInt(column);
            default -> row.getLong(column);
        };
        if (first) {
            return value;
        }
        return switch (total.kind()) {
            case LEAST -> Math.min(so, value);
            case MOST -> Math.max(so, value);
            default -> so + value;
        };
    }

    private static double real(Total.Kind kind, boolean first, double so, double value) {
        if (first) {
            return value;
        }
        return switch (kind) {
            case LEAST -> Math.min(so, value);
            case MOST -> Math.max(so, value);
            default -> so + value;
        };
    }

    RowData result(Tuple3<long[], long[], double[]> so) {
        GenericRowData result = new GenericRowData(totals.length);
        for (int i = 0; i < totals.length; i++) {
            result.setField(i, result(i, so));
        }
        return result;
    }

    private Object result(int i, Tuple3<long[], long[], double[]> so) {
        long count = so.f0[i];
        if (totals[i].kind() == Total.Kind.COUNT) {
            return count;
        }
        if (count == 0) {
            return null;
        }
        if (totals[i].kind() == Total.Kind.MEAN) {
            return so.f2[i] / count;
        }
        if (totals[i].isWhole()) {
            return so.f1[i];
        }
        return so.f2[i];
    }
}
