package io.weir.sql.program;

import org.apache.calcite.sql.SqlIdentifier;

/** One statement of a program, as its author wrote it. */
public sealed interface Statement permits StreamDeclaration, Pump, ViewDeclaration, FunctionDeclaration {
    /** What the statement creates; its position is where messages about the statement point to. */
    SqlIdentifier identifier();

    /** OR REPLACE: takes the place of an earlier one of its kind and name. */
    boolean replaces();

    default String name() {
        return identifier().getSimple();
    }
}
