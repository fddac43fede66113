package io.weir.sql.reference;

import io.weir.sql.job.RecordFormat;
import io.weir.sql.job.SourceSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts a file of up to a gigabyte into pieces that a mapper takes one at a time: JSON after each value, or each element of a list of them; CSV after
 * a line end outside quotes.
 */
final class RecordPieces {
    /** Lines are handed on together: a call for each would cost more than reading it. */
    private static final int CSV_PIECE = 1 << 20;

    private final InputStream stream;
    private final boolean csv;

    private RecordPieces(InputStream stream, boolean csv) {
        this.stream = stream;
        this.csv = csv;
    }

    static RecordPieces of(SourceSchema schema, InputStream stream) {
        return new RecordPieces(stream, schema.format() == RecordFormat.CSV);
    }

    void forEach(Consumer<byte[]> each) throws IOException {
        byte[] buffer = new byte[1 << 16];
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        Cutter cutter = csv ? new CsvCutter() : new JsonCutter();
        int read;
        while ((read = stream.read(buffer)) >= 0) {
            int from = 0;
            for (int i = 0; i < read; i++) {
                int cut = cutter.next(buffer[i], piece.size() + i - from);
                if (cut == Cutter.DROP) {
                    piece.write(buffer, from, i - from);
                    from = i + 1;
                } else if (cut == Cutter.CUT) {
                    piece.write(buffer, from, i + 1 - from);
                    from = i + 1;
                    each.accept(piece.toByteArray());
                    piece.reset();
                }
            }
            piece.write(buffer, from, read - from);
        }
        if (!piece.toString(StandardCharsets.UTF_8).isBlank()) {
            each.accept(piece.toByteArray());
        }
    }

    private interface Cutter {
        int KEEP = 0;

        /** The piece ends with this byte. */
        int CUT = 1;

        /** The byte belongs to no piece. */
        int DROP = 2;

        int next(byte b, int pieceSize);
    }

    private static final class CsvCutter implements Cutter {
        private boolean quoted;

        @Override
        public int next(byte b, int pieceSize) {
            quoted = b == '"' ? !quoted : quoted;
            return b == '\n' && !quoted && pieceSize >= CSV_PIECE ? CUT : KEEP;
        }
    }

    private static final class JsonCutter implements Cutter {
        private int depth;
        private boolean quoted;
        private boolean escaped;

        /** Inside a list that is the whole file or a line of it: its brackets and commas are left away. */
        private boolean listed;

        @Override
        public int next(byte b, int pieceSize) {
            if (quoted) {
                quoted = escaped || b != '"';
                escaped = !escaped && b == '\\';
                return KEEP;
            }
            switch (b) {
                case '"' -> quoted = true;
                case '{', '[' -> {
                    if (depth == 0 && b == '[' && !listed) {
                        listed = true;
                        return DROP;
                    }
                    depth++;
                }
                case '}', ']' -> {
                    if (depth == 0) {
                        listed = false;
                        return DROP;
                    }
                    depth--;
                    return depth == 0 ? CUT : KEEP;
                }
                case ',' -> {
                    return depth == 0 ? DROP : KEEP;
                }
                default -> { }
            }
            return KEEP;
        }
    }
}
