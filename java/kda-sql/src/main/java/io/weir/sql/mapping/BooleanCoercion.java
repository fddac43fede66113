package io.weir.sql.mapping;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** The text {@code true} in any case is true and every other one false; so is every number but 0 true. */
final class BooleanCoercion extends Coercion {
    private static final long serialVersionUID = 1;

    @Override
    Object string(String text) {
        return "true".equalsIgnoreCase(text);
    }

    @Override
    Object bool(boolean value) {
        return value;
    }

    @Override
    Object number(JsonParser at) throws IOException {
        return Numbers.isZero(at.getText()) ? Boolean.FALSE : Boolean.TRUE;
    }
}
