package io.weir.sql.operator;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** The columns that RANDOM_CUT_FOREST and HOTSPOTS look at: those of all numeric types but DECIMAL. */
public final class NumericColumns implements Serializable {
    private static final long serialVersionUID = 1;

    private final String[] names;
    private final RowData.FieldGetter[] columns;

    public NumericColumns(RowType type) {
        List<String> found = new ArrayList<>();
        List<RowData.FieldGetter> getters = new ArrayList<>();
        for (int i = 0; i < type.getFieldCount(); i++) {
            switch (type.getTypeAt(i).getTypeRoot()) {
                case TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE -> {
                    found.add(type.getFieldNames().get(i));
                    getters.add(RowData.createFieldGetter(type.getTypeAt(i), i));
                }
                default -> { }
            }
        }
        names = found.toArray(String[]::new);
        columns = getters.toArray(RowData.FieldGetter[]::new);
    }

    public int count() {
        return columns.length;
    }

    String name(int i) {
        return names[i];
    }

    /** The values of a row, or null when one is missing or not finite: such a row is no point in space. */
    double[] point(RowData row) {
        double[] point = new double[columns.length];
        for (int i = 0; i < columns.length; i++) {
            if (!(columns[i].getFieldOrNull(row) instanceof Number value) || !Double.isFinite(value.doubleValue())) {
                return null;
            }
            point[i] = value.doubleValue();
        }
        return point;
    }
}
