package io.weir.sql.mapping;

import java.math.BigDecimal;

/** Texts that should be numbers. */
final class Numbers {
    /** Longer ones are no measure of anything, and slow to read. */
    private static final int LONGEST = 1000;

    private Numbers() {}

    static BigDecimal read(String text) throws CoercionException {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > LONGEST) {
            throw CoercionException.input(text);
        }
        try {
            return new BigDecimal(trimmed);
        } catch (NumberFormatException e) {
            throw CoercionException.input(text);
        }
    }

    /** Of the text of a JSON number; looks at its digits only, since an exponent may be beyond anything that can be computed with. */
    static boolean isZero(String literal) {
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (c == 'e' || c == 'E') {
                return true;
            }
            if (c >= '1' && c <= '9') {
                return false;
            }
        }
        return true;
    }
}
