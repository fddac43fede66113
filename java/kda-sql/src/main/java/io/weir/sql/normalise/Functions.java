package io.weir.sql.normalise;

import io.weir.sql.program.CodeError;
import io.weir.sql.program.Column;
import io.weir.sql.program.FunctionDeclaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/** The program's own functions: each call is replaced by the function's expression. */
public final class Functions {
    /** Deeper than any sane program, and shallow enough to say so instead of overflowing. */
    private static final int DEEPEST = 50;

    private final Map<String, FunctionDeclaration> declared = new HashMap<>();

    public Functions(List<FunctionDeclaration> declarations) {
        for (FunctionDeclaration function : declarations) {
            FunctionDeclaration earlier = declared.put(key(function.name(), function.parameters().size()), function);
            if (earlier != null && !function.replaces()) {
                throw error(function.identifier(), "The function \"" + function.name() + "\" with as many parameters is there already");
            }
        }
    }

    public SqlNode inline(SqlNode expression) {
        return declared.isEmpty() ? expression : inline(expression, 0);
    }

    private SqlNode inline(SqlNode expression, int depth) {
        return expression.accept(
                new SqlShuttle() {
                    @Override
                    public SqlNode visit(SqlCall call) {
                        SqlNode copied = super.visit(call);
                        if (!(copied instanceof SqlCall inner) || !(inner.getOperator() instanceof SqlUnresolvedFunction)) {
                            return copied;
                        }
                        FunctionDeclaration function = declared.get(key(inner.getOperator().getName(), inner.operandCount()));
                        if (function == null) {
                            return copied;
                        }
                        if (depth == DEEPEST) {
                            throw error(function.identifier(), "The function \"" + function.name() + "\" calls itself");
                        }
                        return inline(expand(function, inner), depth + 1);
                    }
                });
    }

    private static SqlNode expand(FunctionDeclaration function, SqlCall call) {
        SqlParserPos at = call.getParserPosition();
        Map<String, SqlNode> arguments = new HashMap<>();
        List<SqlNode> nulls = new ArrayList<>();
        for (int i = 0; i < call.operandCount(); i++) {
            Column parameter = function.parameters().get(i);
            arguments.put(parameter.name(), cast(call.operand(i), parameter.type(), at));
            nulls.add(SqlStdOperatorTable.IS_NULL.createCall(at, (SqlNode) call.operand(i)));
        }
        SqlNode body =
                function.body()
                        .accept(
                                new SqlShuttle() {
                                    @Override
                                    public SqlNode visit(SqlIdentifier id) {
                                        SqlNode argument = id.isSimple() ? arguments.get(id.getSimple()) : null;
                                        if (argument == null && !id.isStar()) {
                                            throw error(id, "The function has no parameter \"" + id + "\"");
                                        }
                                        return argument == null ? id : argument;
                                    }
                                });
        SqlNode value = cast(body, function.returns(), at);
        if (!function.strict() || nulls.isEmpty()) {
            return value;
        }
        SqlNode anyNull = nulls.stream().reduce((a, b) -> SqlStdOperatorTable.OR.createCall(at, a, b)).orElseThrow();
        SqlNode nothing = cast(SqlLiteral.createNull(at), function.returns(), at);
        return new SqlCase(at, null, SqlNodeList.of(anyNull), SqlNodeList.of(nothing), value);
    }

    private static SqlNode cast(SqlNode value, SqlDataTypeSpec type, SqlParserPos at) {
        return SqlStdOperatorTable.CAST.createCall(at, value, type);
    }

    private static String key(String name, int parameters) {
        return name + '/' + parameters;
    }

    private static CodeError error(SqlNode at, String message) {
        return new CodeError(at.getParserPosition().getLineNum(), at.getParserPosition().getColumnNum(), message);
    }
}
