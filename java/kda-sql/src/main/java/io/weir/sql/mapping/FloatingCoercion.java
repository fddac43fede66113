package io.weir.sql.mapping;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** REAL and DOUBLE. What is no finite number does not fit. */
final class FloatingCoercion extends Coercion {
    private static final long serialVersionUID = 1;

    private final boolean single;

    FloatingCoercion(boolean single) {
        this.single = single;
    }

    @Override
    Object string(String text) throws CoercionException {
        // By way of BigDecimal's grammar: Double.parseDouble would also read "1d", "0x1p3" and "NaN".
        return box(Numbers.read(text).doubleValue(), text);
    }

    @Override
    Object bool(boolean value) throws CoercionException {
        return box(value ? 1 : 0, "");
    }

    @Override
    Object number(JsonParser at) throws IOException, CoercionException {
        double value = at.getDoubleValue();
        return Double.isInfinite(value) ? string(at.getText()) : box(value, null);
    }

    private Object box(double value, String text) throws CoercionException {
        float narrow = (float) value;
        if (Double.isInfinite(value) || single && Float.isInfinite(narrow)) {
            throw CoercionException.input(text == null ? Double.toString(value) : text);
        }
        if (single) {
            return narrow;
        }
        return value;
    }
}
