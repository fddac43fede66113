package io.weir.sql.function;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * Expressions of SQL-1_0 as expressions of Flink SQL that mean the same.
 *
 * <p>What Flink does alike is left as it is. The rest becomes calls of functions named {@code KDA_…}, which are registered with the table
 * environment as they are needed. Those that can fail at run time report to {@link RowErrors} and give NULL. Windows (STEP and FLOOR of ROWTIME as
 * a group's key, frames) are not this class's: they have been replaced before.
 */
public final class ScalarRewrites {
    private static final Pattern FALLIBLE =
            Pattern.compile("\\bKDA_(NONZERO|POSITIVE|FINITE|CAST_|CHAR_TO_|TO_CHAR|TO_TIMESTAMP|SUBSTRING|REGEX_|INTERVAL_DIVIDE|\\w+_LOG_PARSE_)");

    private final Map<String, Rewrite> rewrites = new HashMap<>();
    private final Registry registry;
    private final CurrentTime currentTime;
    private final CastRewrites casts;

    /** What becomes of a call whose operands have been rewritten already; the call itself when nothing does. */
    interface Rewrite {
        SqlNode apply(SqlCall call);
    }

    public ScalarRewrites(TableEnvironment tables) {
        this(tables, Clock.systemUTC());
    }

    /** @param clock says when the query begins: what CURRENT_TIMESTAMP and its like are from then on */
    public ScalarRewrites(TableEnvironment tables, Clock clock) {
        this.registry = new Registry(tables);
        this.currentTime = new CurrentTime(registry, clock);
        this.casts = new CastRewrites(registry);
        rewrites.put("CAST", casts::cast);
        currentTime.addTo(rewrites);
        new NumericRewrites(registry).addTo(rewrites);
        new DateRewrites(registry).addTo(rewrites);
        new TextRewrites(registry).addTo(rewrites);
        new LogRewrites(registry, clock).addTo(rewrites);
        new AggregateRewrites(registry).addTo(rewrites);
        TemporalPredicates.addTo(rewrites);
    }

    /**
     * The expression for Flink, which may share parts with the one given; positions are kept.
     *
     * @throws io.weir.sql.program.CodeError for calls whose literals cannot be
     */
    public SqlNode rewrite(SqlNode expression) {
        return expression.accept(new Shuttle());
    }

    /**
     * An expression as a value of a column that it is inserted into: as it is where the types are the same, Flink's CAST where nothing can fail,
     * else a function by which the row fails when the value does not fit. Give it the rewritten expression.
     *
     * @param from the type that Flink says the expression has
     */
    public SqlNode assignment(SqlNode expression, LogicalType from, LogicalType to) {
        return casts.assignment(expression, from, to);
    }

    /**
     * A condition of WHERE or HAVING, rewritten: one that can fail lets failed rows through, to the operator behind the query that sends them to
     * the error stream.
     */
    public SqlNode condition(SqlNode rewritten) {
        return canFail(rewritten.toString())
                ? registry.call(rewritten.getParserPosition(), "KDA_PASS", Guards.Pass::new, rewritten)
                : rewritten;
    }

    /** Whether a query of Flink SQL calls functions that report to {@link RowErrors}: then a {@code RowGuard} belongs behind it. */
    public static boolean canFail(String flinkSql) {
        return FALLIBLE.matcher(flinkSql).find();
    }

    private final class Shuttle extends SqlShuttle {
        @Override
        public SqlNode visit(SqlIdentifier name) {
            return currentTime.rewrite(name);
        }

        @Override
        public SqlNode visit(SqlCall call) {
            if (call.getKind() == SqlKind.AS) {
                SqlNode renamed = call.operand(0).accept(this);
                if (renamed == call.operand(0)) {
                    return call;
                }
                SqlNode[] operands = call.getOperandList().toArray(SqlNode[]::new);
                operands[0] = renamed;
                return call.getOperator().createCall(call.getFunctionQuantifier(), call.getParserPosition(), operands);
            }
            SqlNode visited = super.visit(call);
            if (!(visited instanceof SqlCall inside)) {
                return visited;
            }
            if (inside.getKind() == SqlKind.OVER) {
                return AggregateRewrites.over(inside);
            }
            Rewrite rewrite = rewrites.get(inside.getOperator().getName());
            return rewrite == null ? inside : rewrite.apply(inside);
        }
    }
}
