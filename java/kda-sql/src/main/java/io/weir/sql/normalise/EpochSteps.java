package io.weir.sql.normalise;

import io.weir.sql.parser.KdaOperators;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * The way of AWS's console templates to write a step of time, {@code FLOOR((t - TIMESTAMP '1970-01-01 00:00:00') SECOND / 10 TO SECOND)}, is
 * replaced by {@code STEP(t BY INTERVAL '10' SECOND)}.
 */
final class EpochSteps extends SqlShuttle {

    @Override
    public SqlNode visit(SqlCall call) {
        return step(call).orElseGet(() -> super.visit(call));
    }

    private Optional<SqlNode> step(SqlCall floor) {
        if (floor.getKind() != SqlKind.FLOOR
                || floor.operandCount() != 2
                || !(floor.operand(1) instanceof SqlIntervalQualifier unit)
                || !(floor.operand(0) instanceof SqlCall quotient)) {
            return Optional.empty();
        }
        BigDecimal count = BigDecimal.ONE;
        SqlCall difference = quotient;
        if (quotient.getOperator() == SqlStdOperatorTable.DIVIDE) {
            if (!(quotient.operand(0) instanceof SqlCall dividend) || !(quotient.operand(1) instanceof SqlNumericLiteral divisor)) {
                return Optional.empty();
            }
            count = divisor.bigDecimalValue();
            difference = dividend;
        }
        if (difference.getOperator() != SqlStdOperatorTable.MINUS_DATE || !isEpoch(difference.operand(1)) || count.signum() <= 0) {
            return Optional.empty();
        }
        SqlParserPos at = floor.getParserPosition();
        TimeUnit of = unit.getUnit();
        SqlNode interval =
                SqlLiteral.createInterval(1, count.toPlainString(), new SqlIntervalQualifier(of, null, SqlParserPos.ZERO), at);
        return Optional.of(KdaOperators.STEP.createCall(at, difference.operand(0), interval));
    }

    private static boolean isEpoch(SqlNode node) {
        return node.toString().matches("TIMESTAMP '1970-01-01 00:00:00(\\.0+)?'");
    }
}
