package io.weir.sql.program;

import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;

/** A column of a declared stream, or a parameter of a function. */
public record Column(SqlIdentifier identifier, SqlDataTypeSpec type, boolean nullable) {
    public String name() {
        return identifier.getSimple();
    }
}
