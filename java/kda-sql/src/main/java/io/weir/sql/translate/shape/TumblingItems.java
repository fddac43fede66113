package io.weir.sql.translate.shape;

import io.weir.sql.stream.InAppStream;
import io.weir.sql.translate.Assembly;
import io.weir.sql.translate.FlinkSql;
import io.weir.sql.translate.Result;
import io.weir.sql.translate.TableFunction;
import java.util.List;
import org.apache.calcite.sql.SqlCall;

/**
 * {@code TOP_K_ITEMS_TUMBLING} and {@code COUNT_DISTINCT_ITEMS_TUMBLING}. AWS's were approximate to be cheap; these are exact. NULL is no item.
 */
final class TumblingItems {
    private static final int MOST_ITEMS = 100_000;
    private static final int MOST_SECONDS = 3600;

    static final TableFunction TOP = TumblingItems::top;
    static final TableFunction DISTINCT = TumblingItems::distinct;

    private TumblingItems() {}

    private static InAppStream top(SqlCall call, List<InAppStream> cursors, String name, Assembly assembly) {
        Arguments arguments = new Arguments(call, 4, 4);
        String column = column(arguments, cursors.get(0));
        int items = within(arguments, 2, "K", MOST_ITEMS);
        FlinkSql sql = new FlinkSql(call.getParserPosition());
        sql.line("SELECT `ITEM`, `ITEM_COUNT`, window_time AS `ROWTIME`");
        sql.line("FROM (");
        sql.line("  SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY `ITEM_COUNT` DESC, `ITEM`) AS place");
        sql.line("  FROM (");
        sql.line("    SELECT window_start, window_end, window_time,");
        sql.line("      CAST(" + column + " AS VARCHAR(1024)) AS `ITEM`, CAST(COUNT(*) AS DOUBLE) AS `ITEM_COUNT`");
        sql.line("    FROM " + window(arguments, 3, cursors.get(0), assembly));
        sql.line("    WHERE " + column + " IS NOT NULL");
        sql.line("    GROUP BY window_start, window_end, window_time, " + column);
        sql.line("  )");
        sql.line(")");
        sql.line("WHERE place <= " + items);
        return assembly.run(name, new Result.Query(sql, 1));
    }

    private static InAppStream distinct(SqlCall call, List<InAppStream> cursors, String name, Assembly assembly) {
        Arguments arguments = new Arguments(call, 3, 3);
        String column = column(arguments, cursors.get(0));
        FlinkSql sql = new FlinkSql(call.getParserPosition());
        sql.line("SELECT COUNT(DISTINCT " + column + ") AS `NUMBER_OF_DISTINCT_ITEMS`, window_time AS `ROWTIME`");
        sql.line("FROM " + window(arguments, 2, cursors.get(0), assembly));
        sql.line("GROUP BY window_start, window_end, window_time");
        return assembly.run(name, new Result.Query(sql, 1));
    }

    private static String column(Arguments arguments, InAppStream stream) {
        return FlinkSql.name(stream.type().getFieldNames().get(arguments.column(1, "columnName", stream)));
    }

    private static String window(Arguments arguments, int position, InAppStream stream, Assembly assembly) {
        int seconds = within(arguments, position, "windowSize", MOST_SECONDS);
        // The precision says how many digits the number may have.
        return "TABLE(TUMBLE(TABLE " + assembly.view(stream) + ", DESCRIPTOR(`ROWTIME`), INTERVAL '" + seconds + "' SECOND(4)))";
    }

    private static int within(Arguments arguments, int position, String name, int most) {
        int value = arguments.integer(position, name);
        if (value < 1 || value > most) {
            throw arguments.error(position, name + " must be from 1 to " + most + ", not " + value);
        }
        return value;
    }
}
