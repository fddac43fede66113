package io.weir.sql.mapping;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;
import org.apache.flink.table.data.DecimalData;

/**
 * DECIMAL(p, s). AWS counted a number's digits without the zeros at its end: it inferred DECIMAL(1, 1) from {@code 1.0} and then read that
 * value into the column. So does this; such a value is kept although its column's type, read strictly, has no room for it.
 */
final class DecimalCoercion extends Coercion {
    private static final long serialVersionUID = 1;

    /** What fits a long in any case. */
    private static final int COMPACT_DIGITS = 18;

    private final int precision;
    private final int scale;

    DecimalCoercion(int precision, int scale) {
        this.precision = precision;
        this.scale = scale;
    }

    @Override
    Object string(String text) throws CoercionException {
        return fit(Numbers.read(text), text);
    }

    @Override
    Object bool(boolean value) throws CoercionException {
        return fit(value ? BigDecimal.ONE : BigDecimal.ZERO, Boolean.toString(value));
    }

    @Override
    Object number(JsonParser at) throws IOException, CoercionException {
        return string(at.getText());
    }

    private DecimalData fit(BigDecimal number, String text) throws CoercionException {
        BigDecimal bare = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        // Compared as longs, before anything is scaled: an exponent may be near the end of what an int holds.
        long digits = (long) bare.precision() - bare.scale() + scale;
        if (bare.scale() > scale || bare.precision() > precision || digits > Math.max(precision, COMPACT_DIGITS)) {
            throw CoercionException.input(text);
        }
        if (digits <= precision) {
            return DecimalData.fromBigDecimal(bare, precision, scale);
        }
        if (precision > COMPACT_DIGITS) {
            throw CoercionException.input(text);
        }
        return DecimalData.fromUnscaledLong(bare.setScale(scale).unscaledValue().longValueExact(), precision, scale);
    }
}
