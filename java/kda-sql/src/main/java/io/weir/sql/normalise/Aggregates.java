package io.weir.sql.normalise;

import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** Which functions work on many rows. The parser does not know: to it they are names. */
public final class Aggregates {
    private static final Set<String> NAMES =
            Set.of(
                    "COUNT", "SUM", "AVG", "MIN", "MAX", "FIRST_VALUE", "LAST_VALUE", "NTH_VALUE", "LAG", "LEAD", "EXP_AVG", "ANY", "EVERY",
                    "SOME", "STDDEV", "STDDEV_POP", "STDDEV_SAMP", "VARIANCE", "VAR_POP", "VAR_SAMP", "COLLECT", "LISTAGG", "GROUP_CONCAT");

    private Aggregates() {}

    public static boolean isAggregate(SqlNode node) {
        return node instanceof SqlCall call
                && (call.getKind() == SqlKind.FILTER || NAMES.contains(call.getOperator().getName().toUpperCase(Locale.ROOT)));
    }
}
