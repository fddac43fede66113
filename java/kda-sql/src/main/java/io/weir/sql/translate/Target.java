package io.weir.sql.translate;

import java.util.List;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.table.types.logical.RowType;

/**
 * The stream that a pump fills.
 *
 * @param type its columns as declared
 * @param columns positions of those that the query's columns go to, in order; the others become NULL
 * @param position where the pump names it
 */
record Target(String name, RowType type, List<Integer> columns, SqlParserPos position) {}
