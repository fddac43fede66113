package io.weir.sql.translate.shape;

import io.weir.sql.function.Types;
import io.weir.sql.translate.Assembly;
import io.weir.sql.translate.Block;
import io.weir.sql.translate.FlinkSql;
import io.weir.sql.translate.FlinkSql.Part;
import io.weir.sql.translate.Result;
import io.weir.sql.translate.Scope;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Rows one by one: {@code SELECT STREAM expressions FROM s WHERE condition}. */
public final class ProjectFilter implements Shape {

    @Override
    public boolean matches(Block block) {
        return block.groupBy() == null && !block.distinct();
    }

    @Override
    public Result build(Block block, Assembly assembly) {
        SqlNode time = block.givenTime();
        FlinkSql sql = new FlinkSql(block.position()).givesTime(time != null);
        List<Part> parts = assembly.select(block, FlinkSql.text(block.scope().rowtime(block.position())));
        if (time != null) {
            SqlParserPos at = time.getParserPosition();
            SqlNode given = SqlStdOperatorTable.CAST.createCall(at, time, Types.spec(Types.TIMESTAMP, at));
            parts.add(parts.size() - 1, new Part(FlinkSql.named(assembly.scalar(given, block.scope()), Scope.GIVEN), time));
        }
        sql.line("SELECT").list(parts);
        sql.line("FROM " + assembly.view(block.scope().stream()) + " AS " + FlinkSql.name(block.scope().alias()));
        assembly.clause(sql, "WHERE", block.where(), block.scope());
        return new Result.Query(sql, 0);
    }
}
