package io.weir.sql.translate;

import org.apache.calcite.sql.SqlNode;

/** One of the things that a query selects: a resolved expression, and the name of the result's column. */
public record Item(SqlNode expression, String name) {}
