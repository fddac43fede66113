package io.weir.sql.function;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.ArgumentCount;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.ConstantArgumentCount;
import org.apache.flink.table.types.inference.InputTypeStrategy;
import org.apache.flink.table.types.inference.Signature;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;
import org.apache.flink.table.types.inference.TypeStrategy;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/** The types of functions that take any type, in Flink's internal form where that tells types apart. */
final class Inference {
    private Inference() {}

    /** {@code count} arguments of any type; DATE and TIME arrive as java.time, which as numbers nobody could tell from one another. */
    static TypeInference ofAny(int count, DataType result) {
        return TypeInference.newBuilder()
                .inputTypeStrategy(new Any(count, null))
                .outputTypeStrategy(TypeStrategies.explicit(result))
                .build();
    }

    /** One argument of a family, and a result of its type that may be NULL. */
    static TypeInference same(LogicalTypeFamily family) {
        TypeStrategy first = call -> Optional.of(internal(call.getArgumentDataTypes().get(0)).nullable());
        return TypeInference.newBuilder().inputTypeStrategy(new Any(1, family)).outputTypeStrategy(first).build();
    }

    /** The form in which a value of this type is handed to a function. */
    static DataType internal(DataType type) {
        LogicalType logical = type.getLogicalType();
        return switch (logical.getTypeRoot()) {
            case CHAR, VARCHAR -> type.bridgedTo(StringData.class);
            case DECIMAL -> type.bridgedTo(DecimalData.class);
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> type.bridgedTo(TimestampData.class);
            case DATE -> type.bridgedTo(LocalDate.class);
            case TIME_WITHOUT_TIME_ZONE -> type.bridgedTo(LocalTime.class);
            default -> type;
        };
    }

    private record Any(int count, LogicalTypeFamily family) implements InputTypeStrategy {
        @Override
        public ArgumentCount getArgumentCount() {
            return ConstantArgumentCount.of(count);
        }

        @Override
        public Optional<List<DataType>> inferInputTypes(CallContext call, boolean throwOnFailure) {
            List<DataType> types = new ArrayList<>(count);
            for (DataType type : call.getArgumentDataTypes()) {
                if (family != null && !type.getLogicalType().is(family)) {
                    return call.fail(throwOnFailure, "%s is expected and not %s.", family, type.getLogicalType().asSummaryString());
                }
                types.add(internal(type));
            }
            return Optional.of(types);
        }

        @Override
        public List<Signature> getExpectedSignatures(FunctionDefinition definition) {
            List<Signature.Argument> arguments = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                arguments.add(Signature.Argument.of(family == null ? "value" : family.name().toLowerCase(java.util.Locale.ROOT)));
            }
            return List.of(Signature.of(arguments));
        }
    }
}
