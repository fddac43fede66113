package io.weir.sql.translate;

import io.weir.sql.program.ViewDeclaration;
import io.weir.sql.stream.InAppStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;

/** Views whose columns have names of their own. */
final class Views {
    private Views() {}

    /** The stream with other names for its visible columns. */
    static InAppStream renamed(InAppStream rows, List<? extends SqlNode> names) {
        int visible = rows.type().getFieldCount() - rows.hidden();
        if (names.size() != visible) {
            throw Names.error(names.get(0).getParserPosition(), names.size() + " columns are named, and there are " + visible);
        }
        List<RowType.RowField> fields = new ArrayList<>(rows.type().getFields());
        for (int i = 0; i < visible; i++) {
            fields.set(i, new RowType.RowField(((SqlIdentifier) names.get(i)).getSimple(), fields.get(i).getType()));
        }
        return typed(rows, new RowType(fields));
    }

    /** The stream with another name for one of its columns, if it has that. */
    static InAppStream renamed(InAppStream rows, String from, String to) {
        int position = rows.type().getFieldIndex(from);
        if (position < 0) {
            return rows;
        }
        List<RowType.RowField> fields = new ArrayList<>(rows.type().getFields());
        fields.set(position, new RowType.RowField(to, fields.get(position).getType()));
        return typed(rows, new RowType(fields));
    }

    /** A row knows its columns by position: only what is said of it changes. */
    private static InAppStream typed(InAppStream rows, RowType type) {
        return new InAppStream(
                rows.name(), type, rows.hidden(), rows.rows().map(row -> (RowData) row).returns(InternalTypeInfo.of(type)));
    }

    static InAppStream named(ViewDeclaration view, InAppStream rows) {
        InAppStream as = view.columns() == null ? rows : renamed(rows, view.columns().getList());
        return new InAppStream(view.name(), as.type(), as.hidden(), as.rows());
    }
}
