package io.weir.sql.program;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;

/** {@code CREATE STREAM}: an in-application stream that pumps fill. */
public record StreamDeclaration(SqlIdentifier identifier, boolean replaces, List<Column> columns) implements Statement {
    public StreamDeclaration {
        columns = List.copyOf(columns);
    }
}
