package io.weir.sql.translate.shape;

import io.weir.sql.operator.RowKey;
import io.weir.sql.stream.InAppStream;
import io.weir.sql.translate.Assembly;
import io.weir.sql.translate.FlinkSql;
import io.weir.sql.translate.Result;
import io.weir.sql.translate.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * A stream with the values that its rows are brought together by.
 *
 * @param columns where the values are in the stream, which has further columns at its end for those that are calculated; -1 = nowhere
 */
record KeyedSide(InAppStream stream, List<Integer> columns) {

    static KeyedSide of(Scope scope, List<SqlNode> values, String name, SqlParserPos position, Assembly assembly) {
        return of(scope, values, null, false, name, position, assembly);
    }

    /**
     * @param where which rows remain; null = all
     * @param keepsTime whether a column {@link Tumbling#ROWTIME} is added
     */
    static KeyedSide of(
            Scope scope, List<SqlNode> values, SqlNode where, boolean keepsTime, String name, SqlParserPos position, Assembly assembly) {
        List<String> names = new ArrayList<>(scope.stream().type().getFieldNames());
        List<FlinkSql.Part> selected = new ArrayList<>();
        names.forEach(column -> selected.add(new FlinkSql.Part(FlinkSql.name(column), null)));
        if (keepsTime) {
            SqlNode rowtime = assembly.scalar(scope.rowtime(SqlParserPos.ZERO), scope);
            names.add(Tumbling.ROWTIME);
            selected.add(new FlinkSql.Part(FlinkSql.named(rowtime, Tumbling.ROWTIME), null));
        }
        List<Integer> columns = new ArrayList<>();
        for (SqlNode value : values) {
            int column = column(value, scope);
            if (column < 0) {
                column = names.size();
                names.add("KEY$" + column);
                selected.add(new FlinkSql.Part(FlinkSql.named(assembly.scalar(value, scope), "KEY$" + column), value));
            }
            columns.add(column);
        }
        if (names.size() == scope.stream().type().getFieldCount() && where == null) {
            return new KeyedSide(scope.stream(), columns);
        }
        selected.add(new FlinkSql.Part(FlinkSql.name(Scope.ROWTIME), null));
        FlinkSql sql = new FlinkSql(position);
        sql.line("SELECT").list(selected);
        sql.line("FROM " + assembly.view(scope.stream()) + " AS " + FlinkSql.name(scope.alias()));
        assembly.clause(sql, "WHERE", where, scope);
        return new KeyedSide(assembly.run(name, new Result.Query(sql, 0)), columns);
    }

    /** A side whose columns can be keys, and nothing that is calculated. */
    static KeyedSide plain(Scope scope, List<SqlNode> values) {
        return new KeyedSide(scope.stream(), values.stream().map(value -> column(value, scope)).toList());
    }

    private static int column(SqlNode value, Scope scope) {
        return value instanceof SqlIdentifier id && id.names.size() == 2 && id.names.get(0).equals(scope.alias())
                ? scope.stream().type().getFieldNames().indexOf(id.names.get(1))
                : -1;
    }

    /** Which of the values can be compared by their bytes. */
    static List<Integer> comparable(KeyedSide left, KeyedSide right) {
        return IntStream.range(0, left.columns.size())
                .filter(i -> left.columns.get(i) >= 0 && right.columns.get(i) >= 0)
                .filter(i -> RowKey.comparable(left.type(i), right.type(i)))
                .boxed()
                .toList();
    }

    private LogicalType type(int value) {
        return stream.type().getTypeAt(columns.get(value));
    }

    int[] keys(List<Integer> used) {
        return used.stream().mapToInt(columns::get).toArray();
    }
}
