package io.weir.sql.parser;

import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.parser.SqlParserPos;

/** What the dialect has operators for and Calcite has none. Compared by identity. */
public final class KdaOperators {
    /** {@code STEP(value BY unit)}: the greatest multiple of unit that is not greater than value. */
    public static final SqlOperator STEP = function("STEP");

    /** {@code WINDOWED BY STAGGER (PARTITION BY keys RANGE interval)}: operands are the interval and the SqlNodeList of keys. */
    public static final SqlOperator STAGGER = new SqlSpecialOperator("STAGGER", SqlKind.OTHER);

    /** An item of ORDER BY with its {@code WITHIN interval}: operands are the item and the interval. */
    public static final SqlOperator WITHIN = new SqlSpecialOperator("WITHIN", SqlKind.OTHER);

    /** {@code NTH_VALUE(x, n) FROM LAST}: the operand is the call. */
    public static final SqlOperator FROM_LAST = function("FROM_LAST");

    private KdaOperators() {}

    /** A function by name, for whoever resolves it later. */
    public static SqlOperator function(String name) {
        return new SqlUnresolvedFunction(
                new SqlIdentifier(name, SqlParserPos.ZERO), null, null, null, null, SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }
}
