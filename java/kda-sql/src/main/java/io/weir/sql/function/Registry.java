package io.weir.sql.function;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.functions.UserDefinedFunction;

/** Makes calls of functions of ours, which Flink is told of when the first call of one is made. */
final class Registry {
    private final TableEnvironment tables;
    private final Set<String> known = new HashSet<>();
    private final Map<String, String> numbered = new HashMap<>();

    Registry(TableEnvironment tables) {
        this.tables = tables;
    }

    SqlNode call(SqlParserPos at, String name, Supplier<? extends UserDefinedFunction> function, SqlNode... arguments) {
        if (known.add(name)) {
            tables.dropTemporarySystemFunction(name);
            register(name, function.get());
        }
        return new SqlUnresolvedFunction(
                        new SqlIdentifier(name, at), null, null, null, null, SqlFunctionCategory.USER_DEFINED_FUNCTION)
                .createCall(at, arguments);
    }

    /** For a function that is made for what a call says: calls that say the same ({@code says}) have the same one. */
    SqlNode callOfItsOwn(SqlParserPos at, String prefix, String says, Supplier<? extends UserDefinedFunction> function, SqlNode... arguments) {
        String name = numbered.computeIfAbsent(prefix + "\n" + says, key -> prefix + "_" + (numbered.size() + 1));
        return call(at, name, function, arguments);
    }

    private void register(String name, UserDefinedFunction function) {
        tables.createTemporarySystemFunction(name, function);
    }
}
