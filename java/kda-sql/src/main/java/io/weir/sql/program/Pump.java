package io.weir.sql.program;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/**
 * {@code CREATE PUMP}: a query that runs for ever and fills a stream. A service application has no way to start a stopped pump later, and
 * AWS's runs all of them; so STOPPED and STARTED say nothing.
 *
 * @param columns of the target, in the order of the query's; null = all, as declared
 */
public record Pump(SqlIdentifier identifier, boolean replaces, SqlIdentifier target, SqlNodeList columns, SqlNode query)
        implements Statement {}
