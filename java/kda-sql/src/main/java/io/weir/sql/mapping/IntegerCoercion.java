package io.weir.sql.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;

/** TINYINT to BIGINT: a number must be whole and within the range. */
final class IntegerCoercion extends Coercion {
    private static final long serialVersionUID = 1;

    /** Puts a value in the column's own box. */
    @FunctionalInterface
    interface Box extends Serializable {
        Object of(long value);
    }

    private final long least;
    private final long most;
    private final Box box;

    IntegerCoercion(long least, long most, Box box) {
        this.least = least;
        this.most = most;
        this.box = box;
    }

    @Override
    Object string(String text) throws CoercionException {
        return exact(Numbers.read(text), text);
    }

    @Override
    Object bool(boolean value) {
        return box.of(value ? 1 : 0);
    }

    @Override
    Object number(JsonParser at) throws IOException, CoercionException {
        if (at.currentToken() == JsonToken.VALUE_NUMBER_INT && at.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            long value = at.getLongValue();
            if (value < least || value > most) {
                throw CoercionException.input(at.getText());
            }
            return box.of(value);
        }
        return string(at.getText());
    }

    private Object exact(BigDecimal number, String text) throws CoercionException {
        long value;
        try {
            value = number.longValueExact();
        } catch (ArithmeticException e) {
            throw CoercionException.input(text);
        }
        if (value < least || value > most) {
            throw CoercionException.input(text);
        }
        return box.of(value);
    }
}
