package io.weir.sql.translate.shape;

import io.weir.sql.operator.GroupRank;
import io.weir.sql.operator.Operators;
import io.weir.sql.stream.InAppStream;
import io.weir.sql.translate.Assembly;
import io.weir.sql.translate.TableFunction;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlCall;
import org.apache.flink.table.types.logical.IntType;

/** {@code GROUP_RANK}. */
final class GroupRanks implements TableFunction {

    @Override
    public InAppStream apply(SqlCall call, List<InAppStream> cursors, String name, Assembly assembly) {
        Arguments arguments = new Arguments(call, 7, 7);
        InAppStream input = cursors.get(0);
        int column = arguments.column(1, "rankByColumnName", input);
        String rank = arguments.text(2, "rankOutColumnName");
        boolean ascending =
                switch (arguments.text(3, "sortOrder").toLowerCase(Locale.ROOT)) {
                    case "asc" -> true;
                    case "desc" -> false;
                    default -> throw arguments.error(3, "sortOrder of GROUP_RANK is 'asc' or 'desc'");
                };
        GroupRank.Output output =
                switch (arguments.text(4, "outputOrder").toLowerCase(Locale.ROOT)) {
                    case "asc" -> GroupRank.Output.ASCENDING;
                    case "desc" -> GroupRank.Output.DESCENDING;
                    case "" -> GroupRank.Output.AS_RECEIVED;
                    default -> throw arguments.error(4, "outputOrder of GROUP_RANK is 'asc', 'desc' or '' for the order received");
                };
        if (arguments.integer(5, "maxIdle") < 0) {
            throw arguments.error(5, "maxIdle of GROUP_RANK is a number of milliseconds, or 0 for no limit");
        }
        int most = arguments.integer(6, "outputMax");
        GroupRank settings = arguments.checked(() -> new GroupRank(column, ascending, output, most));
        return new InAppStream(
                name,
                Operators.with(input.type(), rank, new IntType(false)),
                0,
                Operators.groupRank(input.rows(), input.type(), settings, rank));
    }
}
