package io.weir.sql.translate.shape;

import io.weir.sql.translate.Assembly;
import io.weir.sql.translate.Block;
import io.weir.sql.translate.FlinkSql;
import io.weir.sql.translate.Result;

/** Rows one by one: {@code SELECT STREAM expressions FROM s WHERE condition}. */
public final class ProjectFilter implements Shape {

    @Override
    public boolean matches(Block block) {
        return block.groupBy() == null && !block.distinct();
    }

    @Override
    public Result build(Block block, Assembly assembly) {
        FlinkSql sql = new FlinkSql(block.position());
        sql.line("SELECT").list(assembly.select(block, FlinkSql.text(block.scope().rowtime(block.position()))));
        sql.line("FROM " + assembly.view(block.scope().stream()) + " AS " + FlinkSql.name(block.scope().alias()));
        assembly.clause(sql, "WHERE", block.where(), block.scope());
        return new Result.Query(sql, 0);
    }
}
