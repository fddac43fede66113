package io.weir.sql.translate.shape;

import io.weir.sql.parser.KdaOperators;
import io.weir.sql.program.CodeError;
import java.util.Locale;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * FIRST_VALUE and LAST_VALUE of a sliding window. Flink's leave NULLs out, as the standard's do with IGNORE NULLS alone. Without those words the
 * first is NTH_VALUE(x, 1); the last is the value of the current row, with which every window ends.
 */
final class EndValues extends SqlShuttle {

    @Override
    public SqlNode visit(SqlCall call) {
        if (call.getKind() != SqlKind.OVER) {
            return super.visit(call);
        }
        SqlCall function = call.operand(0);
        boolean ignoring = function.getKind() == SqlKind.IGNORE_NULLS;
        if (ignoring || function.getKind() == SqlKind.RESPECT_NULLS) {
            function = function.operand(0);
        }
        SqlParserPos at = function.getParserPosition();
        switch (function.getOperator().getName().toUpperCase(Locale.ROOT)) {
            case "LAST_VALUE":
                return ignoring ? over(call, function) : function.operand(0);
            case "FIRST_VALUE":
                SqlNode one = SqlLiteral.createExactNumeric("1", at);
                return over(call, ignoring ? function : KdaOperators.function("NTH_VALUE").createCall(at, function.operand(0), one));
            default:
                if (ignoring) {
                    throw new CodeError(
                            at.getLineNum(), at.getColumnNum(), "IGNORE NULLS goes with FIRST_VALUE and LAST_VALUE over streams");
                }
                return over(call, function);
        }
    }

    private static SqlNode over(SqlCall call, SqlNode function) {
        return call.getOperator().createCall(call.getParserPosition(), function, call.operand(1));
    }
}
