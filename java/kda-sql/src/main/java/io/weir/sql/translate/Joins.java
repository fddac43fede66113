package io.weir.sql.translate;

import org.apache.calcite.sql.SqlNode;

/** Makes one stream of a join. */
@FunctionalInterface
public interface Joins {

    /**
     * @param where the condition of the block that reads the join, with names as the author wrote them, or null: where a join has no condition
     *     of its own (FROM a, b WHERE ...) it says what belongs together. It is applied to the joined rows afterwards in any case.
     * @return the joined stream, with what the author's names mean in it; each member has its ROWTIME as a column
     */
    Scope join(Relation.Join join, SqlNode where, String name, Assembly assembly);
}
