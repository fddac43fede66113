package io.weir.sql.normalise;

import io.weir.sql.program.CodeError;
import java.util.HashMap;
import java.util.Map;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.parser.SqlParserPos;

/** The windows that a query names, and what stands behind an OVER. */
public final class Windows {
    private final Map<String, SqlWindow> named = new HashMap<>();

    public Windows(SqlNodeList declared) {
        if (declared != null) {
            for (SqlNode node : declared) {
                SqlWindow window = (SqlWindow) node;
                if (named.put(window.getDeclName().getSimple(), window) != null) {
                    throw error(window.getDeclName(), "The window \"" + window.getDeclName().getSimple() + "\" is there twice");
                }
            }
        }
    }

    /** A window in full, without names; the argument is a name or a specification. */
    public SqlWindow resolve(SqlNode over) {
        return over instanceof SqlIdentifier name ? named(name) : complete((SqlWindow) over);
    }

    private SqlWindow named(SqlIdentifier name) {
        SqlWindow window = named.get(name.getSimple());
        if (window == null) {
            throw error(name, "There is no window \"" + name.getSimple() + "\" in the WINDOW clause");
        }
        return complete(window);
    }

    private SqlWindow complete(SqlWindow window) {
        SqlNodeList partition = window.getPartitionList();
        SqlNodeList order = window.getOrderList();
        SqlNode lower = window.getLowerBound();
        SqlNode upper = window.getUpperBound();
        boolean rows = window.isRows();
        if (window.getRefName() != null) {
            SqlWindow base = named(window.getRefName());
            partition = partition.isEmpty() ? base.getPartitionList() : partition;
            order = order.isEmpty() ? base.getOrderList() : order;
            if (lower == null && upper == null) {
                lower = base.getLowerBound();
                upper = base.getUpperBound();
                rows = base.isRows();
            }
        }
        return SqlWindow.create(
                null,
                null,
                partition,
                order,
                SqlLiteral.createBoolean(rows, SqlParserPos.ZERO),
                lower,
                upper,
                null,
                SqlWindow.createExcludeNoOthers(SqlParserPos.ZERO),
                window.getParserPosition());
    }

    private static CodeError error(SqlNode at, String message) {
        return new CodeError(at.getParserPosition().getLineNum(), at.getParserPosition().getColumnNum(), message);
    }
}
