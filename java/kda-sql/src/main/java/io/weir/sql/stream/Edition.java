package io.weir.sql.stream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;

/**
 * Ties the state of a program to its text. Flink recognises an operator that nobody named by its place in the job and by what it reads from; after
 * a change of the code another one may stand in the same place, to which the state of the first would be given and which cannot read it. So all
 * that a program is made of reads from an operator that is named after the program's text: the same text finds its state again, another begins
 * anew. Positions in the sources, and the time, are kept before it.
 */
public final class Edition {
    private Edition() {}

    /** The inputs, as a program with this text is to read them. */
    public static Map<String, InAppStream> of(String code, Map<String, InAppStream> inputs) {
        String digest = digest(code);
        Map<String, InAppStream> named = new LinkedHashMap<>();
        inputs.forEach((name, input) -> named.put(name, named(input, "program-" + digest + "-" + name)));
        return named;
    }

    private static InAppStream named(InAppStream input, String uid) {
        SingleOutputStreamOperator<RowData> rows =
                input.rows().transform("Program", input.rows().getType(), new PassOn()).uid(uid);
        if (input.rows().getParallelism() > 0) {
            rows.setParallelism(input.rows().getParallelism());
        }
        return new InAppStream(input.name(), input.type(), input.hidden(), rows);
    }

    private static String digest(String code) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
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
