package io.weir.sql.normalise;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * Expressions of one query in the form that the translation works on: functions of the program put in their places, one way to write a step of
 * time, and every OVER with its window in full. Names are still the author's.
 */
public final class Expressions {
    private final Functions functions;
    private final Windows windows;

    public Expressions(Functions functions, Windows windows) {
        this.functions = functions;
        this.windows = windows;
    }

    public Windows windows() {
        return windows;
    }

    /** @param expression may be null */
    public SqlNode prepare(SqlNode expression) {
        if (expression == null) {
            return null;
        }
        return functions.inline(expression).accept(new EpochSteps()).accept(new FullWindows());
    }

    private final class FullWindows extends SqlShuttle {
        @Override
        public SqlNode visit(SqlCall call) {
            if (call.getKind() == SqlKind.OVER) {
                SqlNode aggregate = call.operand(0);
                return call.getOperator()
                        .createCall(call.getParserPosition(), aggregate.accept(this), windows.resolve(call.operand(1)));
            }
            return super.visit(call);
        }
    }
}
