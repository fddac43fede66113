package io.weir.sql.translate;

import io.weir.sql.program.ViewDeclaration;
import io.weir.sql.stream.InAppStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;

/** Views whose columns have names of their own. */
final class Views {
    private Views() {}

    static InAppStream named(ViewDeclaration view, InAppStream rows) {
        if (view.columns() == null) {
            return new InAppStream(view.name(), rows.type(), rows.hidden(), rows.rows());
        }
        if (view.columns().size() != rows.type().getFieldCount()) {
            throw Names.error(
                    view.columns().getParserPosition(),
                    "The view names " + view.columns().size() + " columns and its query selects " + rows.type().getFieldCount());
        }
        List<RowType.RowField> fields = new ArrayList<>();
        for (int i = 0; i < view.columns().size(); i++) {
            fields.add(new RowType.RowField(((SqlIdentifier) view.columns().get(i)).getSimple(), rows.type().getTypeAt(i)));
        }
        return rename(view.name(), rows, new RowType(fields));
    }

    /** A row knows its columns by position: only what is said of it changes. */
    private static InAppStream rename(String name, InAppStream rows, RowType type) {
        return new InAppStream(name, type, 0, rows.rows().map(row -> (RowData) row).returns(InternalTypeInfo.of(type)));
    }
}
