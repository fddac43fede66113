package io.weir.sql.translate.shape;

import io.weir.sql.stream.InAppStream;
import io.weir.sql.translate.Block;
import io.weir.sql.translate.Item;
import io.weir.sql.translate.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;

/** Other names for columns that are named as the columns which Flink's windows add. */
final class WindowNames {
    private static final Set<String> TAKEN = Set.of("window_start", "window_end", "window_time");

    private final Scope scope;

    WindowNames(Scope before) {
        List<RowType.RowField> fields = new ArrayList<>();
        for (RowType.RowField field : before.stream().type().getFields()) {
            fields.add(new RowType.RowField(free(field.getName()), field.getType()));
        }
        RowType type = new RowType(fields);
        InAppStream stream = before.stream();
        // A row knows its columns by position: only what is said of it changes.
        InAppStream renamed =
                new InAppStream(
                        stream.name(),
                        type,
                        stream.hidden(),
                        stream.rows().map(row -> (RowData) row).returns(InternalTypeInfo.of(type)));
        scope = before.withStream(renamed);
    }

    static boolean clash(Scope scope) {
        return scope.stream().type().getFieldNames().stream().anyMatch(TAKEN::contains);
    }

    private static String free(String name) {
        return TAKEN.contains(name) ? name + "$" : name;
    }

    Block block(Block block) {
        List<Item> items = block.items().stream().map(item -> new Item(free(item.expression()), item.name())).toList();
        List<SqlNode> groupBy = block.groupBy() == null ? null : all(block.groupBy());
        return new Block(
                block.name(), scope, items, free(block.where()), groupBy, free(block.having()), block.distinct(), block.position());
    }

    List<SqlNode> all(List<SqlNode> expressions) {
        return expressions.stream().map(this::free).toList();
    }

    GroupedNames names(GroupedNames names) {
        return new GroupedNames(scope, all(names.keys()), names.windowKey(), names.rowtime(), names.end());
    }

    private SqlNode free(SqlNode expression) {
        if (expression == null) {
            return null;
        }
        return expression.accept(
                new SqlShuttle() {
                    @Override
                    public SqlNode visit(SqlIdentifier id) {
                        boolean column = id.names.size() > 1 && id.names.get(0).equals(scope.alias()) && TAKEN.contains(id.names.get(1));
                        return column ? id.setName(1, free(id.names.get(1))) : id;
                    }
                });
    }
}
