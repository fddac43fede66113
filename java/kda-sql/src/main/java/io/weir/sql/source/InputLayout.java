package io.weir.sql.source;

import io.weir.sql.function.Types;
import io.weir.sql.job.SourceSchema;
import io.weir.sql.job.SqlInput;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * What the rows of an input's streams look like: the schema's columns, then the pseudo-columns, which {@code *} leaves out. A column of the schema
 * hides a pseudo-column of its name; one that the program does not name is not made.
 *
 * @param pseudo which pseudo-columns follow the {@code columns}
 */
public record InputLayout(RowType type, int columns, List<Pseudo> pseudo) implements Serializable {

    /** Facts about a record that a program may ask for. */
    enum Pseudo {
        APPROXIMATE_ARRIVAL_TIME(new TimestampType(3)),
        PARTITION_KEY(new VarCharType(256)),
        SHARD_ID(new VarCharType(128)),
        SEQUENCE_NUMBER(new VarCharType(128));

        private final LogicalType type;

        Pseudo(LogicalType type) {
            this.type = type;
        }
    }

    /** @param named all names in the program */
    public static InputLayout of(SourceSchema schema, Set<String> named) {
        List<RowType.RowField> fields = new ArrayList<>();
        for (SourceSchema.Column column : schema.columns()) {
            fields.add(new RowType.RowField(column.name(), Types.of(column.sqlType())));
        }
        List<Pseudo> pseudo = new ArrayList<>();
        for (Pseudo candidate : Pseudo.values()) {
            if (named.contains(candidate.name()) && fields.stream().noneMatch(field -> field.getName().equals(candidate.name()))) {
                pseudo.add(candidate);
            }
        }
        pseudo.forEach(column -> fields.add(new RowType.RowField(column.name(), column.type)));
        return new InputLayout(new RowType(fields), schema.columns().size(), List.copyOf(pseudo));
    }

    /** The type of the schema's columns alone. */
    RowType columnTypes() {
        return new RowType(type.getFields().subList(0, columns));
    }

    /** {@code PREFIX_001} and so on. */
    public static String streamName(SqlInput input, int index) {
        return String.format(Locale.ROOT, "%s_%03d", input.namePrefix(), index + 1);
    }
}
