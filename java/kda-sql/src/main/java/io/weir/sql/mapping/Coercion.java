package io.weir.sql.mapping;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.table.types.logical.BinaryType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * How a value of a record becomes one of a column, by the developer guide's table of JSON types and SQL types. Fields of CSV are coerced as JSON
 * strings are. Results are in Flink's internal form; null is handled by the callers.
 */
abstract class Coercion implements Serializable {
    private static final long serialVersionUID = 1;

    abstract Object string(String text) throws CoercionException;

    /** The parser stands at a string. */
    Object string(JsonParser at) throws IOException, CoercionException {
        return string(at.getText());
    }

    abstract Object bool(boolean value) throws CoercionException;

    /** The parser stands at a number. */
    abstract Object number(JsonParser at) throws IOException, CoercionException;

    /** An array or object, as its text. */
    Object container(String text) throws CoercionException {
        throw new CoercionException("An array or object is only for a CHAR or VARCHAR column");
    }

    static Coercion of(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case VARCHAR -> new CharacterCoercion(((VarCharType) type).getLength());
            case BOOLEAN -> new BooleanCoercion();
            case TINYINT -> new IntegerCoercion(Byte.MIN_VALUE, Byte.MAX_VALUE, value -> (byte) value);
            case SMALLINT -> new IntegerCoercion(Short.MIN_VALUE, Short.MAX_VALUE, value -> (short) value);
            case INTEGER -> new IntegerCoercion(Integer.MIN_VALUE, Integer.MAX_VALUE, value -> (int) value);
            case BIGINT -> new IntegerCoercion(Long.MIN_VALUE, Long.MAX_VALUE, value -> value);
            case DECIMAL -> new DecimalCoercion(((DecimalType) type).getPrecision(), ((DecimalType) type).getScale());
            case FLOAT -> new FloatingCoercion(true);
            case DOUBLE -> new FloatingCoercion(false);
            case DATE, TIME_WITHOUT_TIME_ZONE, TIMESTAMP_WITHOUT_TIME_ZONE -> new TemporalCoercion(type.getTypeRoot());
            case BINARY -> new BinaryCoercion(((BinaryType) type).getLength(), true);
            case VARBINARY -> new BinaryCoercion(((VarBinaryType) type).getLength(), false);
            default -> throw new IllegalArgumentException("A column cannot have the type " + type.asSummaryString());
        };
    }
}
