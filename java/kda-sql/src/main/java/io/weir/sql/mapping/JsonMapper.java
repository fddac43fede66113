package io.weir.sql.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.weir.sql.job.SourceSchema;
import io.weir.sql.stream.ErrorRow;
import java.io.IOException;
import java.util.List;
import org.apache.flink.table.types.logical.RowType;

/**
 * JSON records: one or more values in each, each value or what the row path finds in it a row. A record is walked once, as a stream of tokens;
 * what no column asks for is skipped.
 *
 * <p>Jackson bounds what a record can do: 1,000 levels deep, numbers of 1,000 digits, strings of 20 million characters.
 */
final class JsonMapper implements RecordMapper {
    private static final long serialVersionUID = 1;

    private final List<JsonPath.Step> rowPath;
    private final JsonTree tree;
    private final Coercion[] coercions;
    private final int fields;
    private transient JsonFactory factory;
    private transient GatheredRows gathered;
    private transient JsonRow row;

    JsonMapper(SourceSchema schema, RowType type, int spare) {
        List<JsonPath.Step> base = JsonPath.parse(schema.recordRowPath());
        this.rowPath = base;
        this.tree = new JsonTree();
        this.coercions = new Coercion[schema.columns().size()];
        for (int i = 0; i < coercions.length; i++) {
            SourceSchema.Column column = schema.columns().get(i);
            coercions[i] = Coercion.of(type.getTypeAt(i));
            tree.add(JsonPath.parse(column.mapping() == null ? "$['" + column.name() + "']" : column.mapping()), i);
        }
        if (tree.flattened() > 1) {
            throw new IllegalArgumentException("Only one array of a record can become rows");
        }
        this.fields = coercions.length + spare;
    }

    @Override
    public void map(byte[] record, Rows rows) {
        if (factory == null) {
            factory = factory();
            gathered = new GatheredRows();
            row = new JsonRow(tree, coercions, fields, gathered);
        }
        int from = record.length >= 3 && (record[0] & 0xff) == 0xef && (record[1] & 0xff) == 0xbb && (record[2] & 0xff) == 0xbf ? 3 : 0;
        gathered.clear();
        row.begin(record, from);
        try (JsonParser parser = factory.createParser(record, from, record.length - from)) {
            if (parser.nextToken() == null) {
                gathered.error(ErrorRow.PARSE, "The record is empty", record);
            } else {
                do {
                    find(parser, 0);
                } while (parser.nextToken() != null);
            }
        } catch (JsonProcessingException e) {
            gathered.error(ErrorRow.PARSE, e.getOriginalMessage(), record);
        } catch (IOException | RuntimeException e) {
            gathered.error(ErrorRow.PARSE, String.valueOf(e.getMessage()), record);
        }
        gathered.handOn(rows);
    }

    /** Goes down the row path from the value that the parser stands at, and leaves the parser at that value's end. */
    private void find(JsonParser parser, int step) throws IOException {
        JsonToken token = parser.currentToken();
        boolean elements = step < rowPath.size() && rowPath.get(step) instanceof JsonPath.Step.Elements;
        if (token == JsonToken.START_ARRAY) {
            // Rows are in an array whether the path says [0:] or only names it.
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                find(parser, elements ? step + 1 : step);
            }
        } else if (elements) {
            find(parser, step + 1);
        } else if (step == rowPath.size()) {
            row.read(parser);
        } else if (token == JsonToken.START_OBJECT) {
            String name = ((JsonPath.Step.Key) rowPath.get(step)).name();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                boolean here = parser.currentName().equals(name);
                parser.nextToken();
                if (here) {
                    find(parser, step + 1);
                } else {
                    parser.skipChildren();
                }
            }
        } else {
            row.refuse("Expected an object, found " + token.asString());
        }
    }

    private static JsonFactory factory() {
        return JsonFactory.builder()
                // UTF-8 is the only encoding, and offsets in bytes are needed.
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                // Names come from strangers: keep none of them for good, and take a clash of their hashes for bad luck.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .build();
    }
}
