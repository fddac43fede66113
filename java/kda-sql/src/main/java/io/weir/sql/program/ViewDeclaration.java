package io.weir.sql.program;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/**
 * {@code CREATE VIEW}: a query that others may select from by name.
 *
 * @param columns names for the query's columns; null = their own
 */
public record ViewDeclaration(SqlIdentifier identifier, boolean replaces, SqlNodeList columns, SqlNode query) implements Statement {}
