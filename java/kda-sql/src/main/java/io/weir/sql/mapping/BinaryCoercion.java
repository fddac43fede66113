package io.weir.sql.mapping;

import com.fasterxml.jackson.core.JsonParser;
import java.util.Arrays;
import java.util.HexFormat;

/** BINARY and VARBINARY: a binary literal such as {@code X'3F67A23A'}, or a boolean as its lowest bit. */
final class BinaryCoercion extends Coercion {
    private static final long serialVersionUID = 1;

    private final int length;
    private final boolean padded;

    BinaryCoercion(int length, boolean padded) {
        this.length = length;
        this.padded = padded;
    }

    @Override
    Object string(String text) throws CoercionException {
        boolean literal = text.length() >= 3 && (text.charAt(0) == 'X' || text.charAt(0) == 'x') && text.charAt(1) == '\'' && text.endsWith("'");
        byte[] bytes;
        try {
            bytes = literal ? HexFormat.of().parseHex(text, 2, text.length() - 1) : null;
        } catch (IllegalArgumentException e) {
            bytes = null;
        }
        if (bytes == null || bytes.length > length) {
            throw CoercionException.input(text);
        }
        return padded ? Arrays.copyOf(bytes, length) : bytes;
    }

    @Override
    Object bool(boolean value) {
        byte[] bytes = new byte[padded ? length : 1];
        bytes[bytes.length - 1] = (byte) (value ? 1 : 0);
        return bytes;
    }

    @Override
    Object number(JsonParser at) throws CoercionException {
        throw new CoercionException("A number cannot become binary");
    }
}
