package io.weir.sql.mapping;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.apache.flink.table.data.StringData;

/** Anything has a text. What is too long is cut, without an error. */
final class CharacterCoercion extends Coercion {
    private static final long serialVersionUID = 1;

    private final int length;

    CharacterCoercion(int length) {
        this.length = length;
    }

    @Override
    Object string(String text) {
        if (text.length() > length && text.codePointCount(0, text.length()) > length) {
            return StringData.fromString(text.substring(0, text.offsetByCodePoints(0, length)));
        }
        return StringData.fromString(text);
    }

    /** ASCII, as most texts are, goes from the record to Flink's form without a String between. */
    @Override
    Object string(JsonParser at) throws IOException {
        int size = at.getTextLength();
        if (size > length) {
            return string(at.getText());
        }
        char[] text = at.getTextCharacters();
        int from = at.getTextOffset();
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            char c = text[from + i];
            if (c > 0x7f) {
                return string(at.getText());
            }
            bytes[i] = (byte) c;
        }
        return StringData.fromBytes(bytes);
    }

    @Override
    Object bool(boolean value) {
        return string(Boolean.toString(value));
    }

    @Override
    Object number(JsonParser at) throws IOException {
        return string(at.getText());
    }

    @Override
    Object container(String text) {
        return string(text);
    }
}
