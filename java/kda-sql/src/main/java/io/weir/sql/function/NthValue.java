package io.weir.sql.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.AggregateFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.InputTypeStrategies;
import org.apache.flink.table.types.inference.TypeInference;

/**
 * NTH_VALUE(x, n), counted from the first row of a window or from the last; NULL while the window has fewer rows. NULLs are counted, as
 * RESPECT NULLS is what the standard has. Rows leave a window in the order in which they came.
 */
public final class NthValue extends AggregateFunction<Object, NthValue.Rows> {
    private static final long serialVersionUID = 1;

    private final boolean fromLast;

    NthValue(boolean fromLast) {
        this.fromLast = fromLast;
    }

    /** The values of a window's rows. */
    public static final class Rows {
        public List<Object> values = new ArrayList<>();
        public Integer position;
    }

    @Override
    public Rows createAccumulator() {
        return new Rows();
    }

    public void accumulate(Rows rows, Object value, Integer position) {
        rows.values.add(value);
        rows.position = position;
    }

    public void retract(Rows rows, Object value, Integer position) {
        rows.values.remove(0);
    }

    @Override
    public Object getValue(Rows rows) {
        int count = rows.values.size();
        if (rows.position == null || rows.position < 1 || rows.position > count) {
            return null;
        }
        return rows.values.get(fromLast ? count - rows.position : rows.position - 1);
    }

    @Override
    public TypeInference getTypeInference(DataTypeFactory types) {
        return TypeInference.newBuilder()
                .inputTypeStrategy(InputTypeStrategies.sequence(InputTypeStrategies.ANY, InputTypeStrategies.explicit(DataTypes.INT())))
                .accumulatorTypeStrategy(call -> Optional.of(rows(call.getArgumentDataTypes().get(0))))
                .outputTypeStrategy(call -> Optional.of(call.getArgumentDataTypes().get(0).nullable()))
                .build();
    }

    private static DataType rows(DataType value) {
        return DataTypes.STRUCTURED(
                Rows.class,
                DataTypes.FIELD("values", DataTypes.ARRAY(value.nullable()).bridgedTo(List.class)),
                DataTypes.FIELD("position", DataTypes.INT()));
    }
}
