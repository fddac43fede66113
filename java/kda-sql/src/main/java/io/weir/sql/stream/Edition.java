package io.weir.sql.stream;

import io.weir.sql.parser.KdaParser;
import io.weir.sql.reference.ReferenceTable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;

/**
 * Ties the state of a program to what it was put together from. Flink recognises an operator that nobody named by its place in the job and by what
 * it reads from; after a change another one may stand in the same place, to which the state of the first would be given and which cannot read it.
 * So all that a program is made of reads from an operator that is named after the words of the code, the columns it reads, and this translator: the
 * same again finds its state again, any other begins anew. Positions in the sources, and the time, are kept before it.
 */
public final class Edition {
    /** To be raised when the same program becomes other operators than before, or operators that keep something else. */
    private static final int TRANSLATOR = 2;

    private Edition() {}

    /** The inputs, as a program with this code and these reference tables is to read them. */
    public static Map<String, InAppStream> of(String code, Map<String, InAppStream> inputs, Map<String, ReferenceTable> referenceTables) {
        List<String> parts = new ArrayList<>(KdaParser.words(code));
        parts.add(Integer.toString(TRANSLATOR));
        new TreeMap<>(inputs).forEach((name, input) -> parts.add(name + " " + input.type().asSerializableString()));
        new TreeMap<>(referenceTables).forEach((name, table) -> parts.add(name + " " + table.type().asSerializableString()));
        String digest = digest(String.join("\0", parts));
        Map<String, InAppStream> named = new LinkedHashMap<>();
        inputs.forEach((name, input) -> named.put(name, named(input, "program-" + digest + "-" + name)));
        return named;
    }

    private static InAppStream named(InAppStream input, String uid) {
        DataStream<RowData> rows =
                Parallelism.of(input.rows(), input.rows().transform("Program", input.rows().getType(), new PassOn()).uid(uid));
        return new InAppStream(input.name(), input.type(), input.hidden(), rows);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static final class PassOn extends AbstractStreamOperator<RowData> implements OneInputStreamOperator<RowData, RowData> {
        private static final long serialVersionUID = 1;

        private PassOn() {
            chainingStrategy = ChainingStrategy.ALWAYS;
        }

        @Override
        public void processElement(StreamRecord<RowData> record) {
            output.collect(record);
        }
    }
}
