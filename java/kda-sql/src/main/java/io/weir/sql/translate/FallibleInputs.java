package io.weir.sql.translate;

import io.weir.sql.function.ScalarRewrites;
import io.weir.sql.normalise.Aggregates;
import io.weir.sql.parser.KdaOperators;
import io.weir.sql.stream.InAppStream;
import io.weir.sql.translate.FlinkSql.Part;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.Litmus;

/**
 * Moves what can fail for a single row to before a block's groups and windows: a row that fails is not to be counted in any. Conditions, keys and
 * arguments of aggregates that can fail become columns of a stream in front; behind its query stands a {@code RowGuard}.
 */
final class FallibleInputs {
    private static final String COLUMN = "VALUE$";

    private final Assembly assembly;
    private final Block block;
    private final List<SqlNode> found = new ArrayList<>();

    private FallibleInputs(Assembly assembly, Block block) {
        this.assembly = assembly;
        this.block = block;
    }

    /** The block with nothing that can fail before its groups or windows; the block itself where nothing does. */
    static Block apart(Block block, Assembly assembly) {
        return new FallibleInputs(assembly, block).apart();
    }

    private Block apart() {
        Arguments arguments = new Arguments();
        block.outputs().forEach(output -> output.accept(arguments));
        List<SqlNode> keys = block.groupBy() != null ? block.groupBy() : block.distinct() ? block.outputs() : List.of();
        if (keys.isEmpty() && !arguments.any) {
            return block;
        }
        keys.forEach(this::key);
        boolean condition = block.where() != null && canFail(block.where());
        if (found.isEmpty() && !condition) {
            return block;
        }
        Scope scope = block.scope().withStream(front());
        List<Item> items = block.items().stream().map(item -> new Item(replaced(item.expression()), item.name())).toList();
        List<SqlNode> groupBy = block.groupBy() == null ? null : block.groupBy().stream().map(this::replaced).toList();
        SqlNode having = block.having() == null ? null : replaced(block.having());
        return new Block(block.name(), scope, items, null, groupBy, having, block.distinct(), block.position());
    }

    private InAppStream front() {
        Scope scope = block.scope();
        List<Part> parts = new ArrayList<>();
        for (String column : scope.stream().type().getFieldNames()) {
            parts.add(new Part(FlinkSql.name(column), null));
        }
        for (int i = 0; i < found.size(); i++) {
            parts.add(new Part(FlinkSql.named(assembly.scalar(found.get(i), scope), column(i)), found.get(i)));
        }
        parts.add(new Part(FlinkSql.text(scope.rowtime(block.position())) + " AS " + FlinkSql.name(Scope.ROWTIME), null));
        FlinkSql sql = new FlinkSql(block.position());
        sql.line("SELECT").list(parts).line("FROM " + assembly.view(scope.stream()) + " AS " + FlinkSql.name(scope.alias()));
        assembly.clause(sql, "WHERE", block.where(), scope);
        InAppStream front = assembly.run(block.name(), new Result.Query(sql, 0));
        return new InAppStream(front.name(), front.type(), scope.stream().hidden() + found.size(), front.rows());
    }

    private void key(SqlNode key) {
        if (key instanceof SqlCall window && window.getOperator() == KdaOperators.STAGGER) {
            ((SqlNodeList) window.operand(1)).forEach(this::argument);
            return;
        }
        boolean asserted = key instanceof SqlCall call && call.getOperator().getName().equals("MONOTONIC") && call.operandCount() == 1;
        argument(asserted ? ((SqlCall) key).operand(0) : key);
    }

    private void argument(SqlNode node) {
        if (canFail(node) && found.stream().noneMatch(known -> known.equalsDeep(node, Litmus.IGNORE))) {
            found.add(node);
        }
    }

    private boolean canFail(SqlNode node) {
        return ScalarRewrites.canFail(FlinkSql.text(assembly.scalar(node, block.scope())));
    }

    private String column(int index) {
        return COLUMN + (index + 1);
    }

    private SqlNode replaced(SqlNode expression) {
        return expression.accept(
                new SqlShuttle() {
                    @Override
                    public SqlNode visit(SqlCall call) {
                        for (int i = 0; i < found.size(); i++) {
                            if (found.get(i).equalsDeep(call, Litmus.IGNORE)) {
                                SqlParserPos at = call.getParserPosition();
                                return new SqlIdentifier(List.of(block.scope().alias(), column(i)), at);
                            }
                        }
                        return super.visit(call);
                    }
                });
    }

    /** Looks for what aggregates are given, and what windows are partitioned by. */
    private final class Arguments extends SqlBasicVisitor<Void> {
        private boolean any;

        @Override
        public Void visit(SqlCall call) {
            if (call.getKind() == SqlKind.OVER) {
                any = true;
                ((SqlCall) call.operand(0)).getOperandList().forEach(FallibleInputs.this::argument);
                if (call.operand(1) instanceof SqlWindow window) {
                    window.getPartitionList().forEach(FallibleInputs.this::argument);
                }
                return null;
            }
            if (Aggregates.isAggregate(call)) {
                any = true;
                call.getOperandList().forEach(FallibleInputs.this::argument);
                return null;
            }
            return super.visit(call);
        }
    }
}
