package io.weir.sql.translate;

import io.weir.sql.function.Types;
import io.weir.sql.stream.InAppStream;
import io.weir.sql.translate.FlinkSql.Part;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.flink.table.types.logical.utils.LogicalTypeCasts;

/** Brings what a query selects into the columns of the stream that it fills: by position, converted where types differ. */
final class Assignment {
    private static final String INNER = "Q";

    private final Assembly assembly;
    private final Target target;

    Assignment(Assembly assembly, Target target) {
        this.assembly = assembly;
        this.target = target;
    }

    InAppStream assign(Result result, SqlNode query) {
        return result instanceof Result.Query sql
                ? assign(sql, query)
                : assign(new Result.Query(all(((Result.Rows) result).stream(), query), 0), query);
    }

    private InAppStream assign(Result.Query inner, SqlNode query) {
        RowType found = assembly.type(inner.sql());
        List<Integer> sources = sources(found, query);
        if (fits(found, sources)) {
            return assembly.run(target.name(), inner, target.type());
        }
        FlinkSql sql = new FlinkSql(inner.sql().position());
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            parts.add(part(found, sources.get(i), target.type().getFields().get(i), item(query, sources.get(i))));
        }
        parts.add(new Part(FlinkSql.named(column(Scope.ROWTIME, SqlParserPos.ZERO), Scope.ROWTIME), null));
        sql.line("SELECT").list(parts).line("FROM (").nest(inner.sql()).line(") AS " + FlinkSql.name(INNER));
        return assembly.run(target.name(), new Result.Query(sql, inner.shift()), target.type());
    }

    /** What a column of the target is called in the query. The stream that is made has the declared names whatever that is. */
    static String name(RowType.RowField field) {
        return field.getName().equals(Scope.ROWTIME) ? Scope.DECLARED : field.getName();
    }

    /** For each of the target's columns, which of the query's goes there; -1 = none. */
    private List<Integer> sources(RowType found, SqlNode query) {
        if (found.getFieldCount() != target.columns().size()) {
            throw Names.error(
                    query.getParserPosition(),
                    "The query selects " + found.getFieldCount() + " columns, but " + target.columns().size() + " of \"" + target.name()
                            + "\" are to be filled");
        }
        List<Integer> sources = new ArrayList<>();
        for (int i = 0; i < target.type().getFieldCount(); i++) {
            sources.add(target.columns().indexOf(i));
        }
        return sources;
    }

    private boolean fits(RowType found, List<Integer> sources) {
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i) != i || !isSame(found.getTypeAt(i), target.type().getTypeAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether values of one type are values of the other as they are. */
    private static boolean isSame(LogicalType from, LogicalType to) {
        if (from.is(LogicalTypeRoot.VARCHAR) && to.is(LogicalTypeRoot.VARCHAR)) {
            return ((VarCharType) from).getLength() <= ((VarCharType) to).getLength();
        }
        return from.copy(true).equals(to.copy(true));
    }

    private Part part(RowType found, int source, RowType.RowField to, SqlNode origin) {
        SqlParserPos at = origin == null ? target.position() : origin.getParserPosition();
        if (source < 0) {
            return new Part("CAST(NULL AS " + Types.spec(to.getType(), at) + ") AS " + FlinkSql.name(name(to)), null);
        }
        LogicalType from = found.getTypeAt(source);
        SqlNode value = column(found.getFieldNames().get(source), at);
        if (!isSame(from, to.getType())) {
            if (!canAssign(from, to.getType())) {
                throw Names.error(at, "The column \"" + to.getName() + "\" of \"" + target.name() + "\" is " + to.getType().asSummaryString()
                        + ", and a value of type " + from.copy(true).asSummaryString() + " cannot be put there");
            }
            value = assembly.assignment(value, from, to.getType());
        }
        return new Part(FlinkSql.named(value, name(to)), origin);
    }

    private static boolean canAssign(LogicalType from, LogicalType to) {
        if (from.is(LogicalTypeFamily.INTERVAL)) {
            return to.is(LogicalTypeFamily.CHARACTER_STRING) || to.is(LogicalTypeFamily.INTERVAL);
        }
        return LogicalTypeCasts.supportsExplicitCast(from, to);
    }

    private static SqlIdentifier column(String name, SqlParserPos at) {
        return new SqlIdentifier(List.of(INNER, name), at);
    }

    /** The selected expression that a column comes from, for its place in the code. */
    private static SqlNode item(SqlNode query, int column) {
        if (query instanceof SqlSelect select && column >= 0 && column < select.getSelectList().size()) {
            boolean star = select.getSelectList().stream().anyMatch(node -> node instanceof SqlIdentifier id && id.isStar());
            return star ? null : select.getSelectList().get(column);
        }
        return null;
    }

    private FlinkSql all(InAppStream stream, SqlNode query) {
        FlinkSql sql = new FlinkSql(query.getParserPosition());
        List<Part> parts = new ArrayList<>();
        int visible = stream.type().getFieldCount() - stream.hidden();
        for (String name : stream.type().getFieldNames().subList(0, visible)) {
            parts.add(new Part(FlinkSql.name(name), null));
        }
        parts.add(new Part(FlinkSql.name(Scope.ROWTIME), null));
        return sql.line("SELECT").list(parts).line("FROM " + assembly.view(stream));
    }
}
