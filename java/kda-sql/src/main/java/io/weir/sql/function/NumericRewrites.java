package io.weir.sql.function;

import io.weir.sql.function.ScalarRewrites.Rewrite;
import java.math.BigDecimal;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.parser.SqlParserUtil;

/** Arithmetic and the numeric functions: guarded where a value can make Flink's fail, or give what is no number. */
final class NumericRewrites {
    private final Registry registry;

    NumericRewrites(Registry registry) {
        this.registry = registry;
    }

    void addTo(Map<String, Rewrite> rewrites) {
        rewrites.put("/", this::divide);
        rewrites.put("MOD", call -> call.operandCount() == 2 ? withOperand(call, 1, nonZero(call.operand(1))) : call);
        rewrites.put("%", rewrites.get("MOD"));
        rewrites.put("LN", this::logarithm);
        rewrites.put("LOG10", this::logarithm);
        rewrites.put("EXP", this::finite);
        rewrites.put("POWER", this::finite);
        rewrites.put("STEP", this::step);
    }

    private SqlNode divide(SqlCall call) {
        if (Nodes.interval(call.operand(0)) != null) {
            return registry.call(
                    call.getParserPosition(), "KDA_INTERVAL_DIVIDE", IntervalFunctions.IntervalDivide::new, call.operand(0), call.operand(1));
        }
        return withOperand(call, 1, nonZero(call.operand(1)));
    }

    private SqlNode nonZero(SqlNode divisor) {
        BigDecimal number = Nodes.number(divisor);
        return number != null && number.signum() != 0
                ? divisor
                : registry.call(divisor.getParserPosition(), "KDA_NONZERO", Guards.NonZero::new, divisor);
    }

    private SqlNode logarithm(SqlCall call) {
        if (call.operandCount() != 1) {
            return call;
        }
        SqlNode of = call.operand(0);
        BigDecimal number = Nodes.number(of);
        return number != null && number.signum() > 0
                ? call
                : withOperand(call, 0, registry.call(of.getParserPosition(), "KDA_POSITIVE", Guards.Positive::new, of));
    }

    private SqlNode finite(SqlCall call) {
        return registry.call(call.getParserPosition(), "KDA_FINITE", Guards.Finite::new, call);
    }

    private SqlNode step(SqlCall call) {
        Nodes.arguments(call, 2, 2, "STEP(value BY unit)");
        SqlParserPos at = call.getParserPosition();
        SqlNode unit = call.operand(1);
        if (unit instanceof SqlIntervalLiteral literal) {
            SqlIntervalLiteral.IntervalValue value = (SqlIntervalLiteral.IntervalValue) literal.getValue();
            if (Nodes.isYearMonth(value.getIntervalQualifier())) {
                long months = positive(unit, SqlParserUtil.intervalToMonths(value));
                return registry.call(at, "KDA_STEP_MONTHS_" + months, () -> new StepFunctions.StepMonths(months), call.operand(0));
            }
            long millis = positive(unit, SqlParserUtil.intervalToMillis(value));
            return registry.call(at, "KDA_STEP_MILLIS_" + millis, () -> new StepFunctions.Step(millis), call.operand(0));
        }
        BigDecimal number = Nodes.number(unit);
        if (number == null || number.stripTrailingZeros().scale() > 0) {
            throw Nodes.error(unit, "STEP expects an interval or a whole number after BY, not " + unit);
        }
        long by = positive(unit, number.longValue());
        return registry.call(at, "KDA_STEP_" + by, () -> new StepFunctions.Step(by), call.operand(0));
    }

    private static long positive(SqlNode unit, long value) {
        if (value <= 0) {
            throw Nodes.error(unit, "STEP expects a unit above zero, not " + unit);
        }
        return value;
    }

    private static SqlNode withOperand(SqlCall call, int index, SqlNode operand) {
        if (operand == call.operand(index)) {
            return call;
        }
        SqlNode[] operands = call.getOperandList().toArray(SqlNode[]::new);
        operands[index] = operand;
        return call.getOperator().createCall(call.getFunctionQuantifier(), call.getParserPosition(), operands);
    }
}
