package io.weir.sql.translate;

import io.weir.sql.function.ScalarRewrites;
import io.weir.sql.function.Types;
import io.weir.sql.operator.Restamp;
import io.weir.sql.operator.RowGuard;
import io.weir.sql.stream.ErrorStream;
import io.weir.sql.stream.InAppStream;
import io.weir.sql.stream.Parallelism;
import io.weir.sql.translate.FlinkSql.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.utils.TypeConversions;

/** The job as far as it is put together, and the tools that shapes put it together with. */
public final class Assembly {
    private final StreamTableEnvironment tables;
    private final ErrorStream errors;
    private final ScalarRewrites rewrites;
    private final List<Translation.Block> blocks = new ArrayList<>();
    private final Map<InAppStream, String> views = new HashMap<>();

    Assembly(StreamTableEnvironment tables, ErrorStream errors) {
        this.tables = tables;
        this.errors = errors;
        this.rewrites = new ScalarRewrites(tables);
        tables.getConfig().set("table.local-time-zone", "UTC");
    }

    public StreamTableEnvironment tables() {
        return tables;
    }

    public ErrorStream errors() {
        return errors;
    }

    List<Translation.Block> blocks() {
        return blocks;
    }

    /** Makes a stream known to Flink SQL, with its hidden columns and a time attribute ROWTIME. Answers its name there, quoted. */
    public String view(InAppStream stream) {
        return views.computeIfAbsent(
                stream,
                added -> {
                    String name = added.name();
                    for (int i = 2; List.of(tables.listTemporaryViews()).contains(name); i++) {
                        name = added.name() + "_" + i;
                    }
                    Schema schema =
                            Schema.newBuilder()
                                    .columnByMetadata(Scope.ROWTIME, DataTypes.TIMESTAMP_LTZ(3), "rowtime")
                                    .watermark(Scope.ROWTIME, "SOURCE_WATERMARK()")
                                    .build();
                    tables.createTemporaryView(FlinkSql.name(name), added.rows(), schema);
                    return FlinkSql.name(name);
                });
    }

    /** The select list of a block: its columns, and the time attribute. */
    public List<Part> select(Block block, String rowtime) {
        List<Part> parts = new ArrayList<>();
        for (Item item : block.columns()) {
            parts.add(new Part(FlinkSql.named(scalar(item.expression(), block.scope()), item.name()), item.expression()));
        }
        parts.add(new Part(rowtime + " AS " + FlinkSql.name(Scope.ROWTIME), null));
        return parts;
    }

    /** A clause with one condition, if there is one. */
    public void clause(FlinkSql sql, String word, SqlNode condition, Scope scope) {
        if (condition != null) {
            sql.line(word).line("  " + FlinkSql.text(rewrites.condition(scalar(condition, scope))), condition);
        }
    }

    /** Whether one of these conditions can fail for a row. */
    public boolean canFail(List<SqlNode> conditions, Scope scope) {
        return conditions.stream().anyMatch(condition -> ScalarRewrites.canFail(FlinkSql.text(scalar(condition, scope))));
    }

    /** All of these conditions in one: rows for which it fails go on to where they are told of. */
    public SqlNode condition(List<SqlNode> all, Scope scope) {
        return rewrites.condition(
                all.stream()
                        .map(condition -> scalar(condition, scope))
                        .reduce((a, b) -> SqlStdOperatorTable.AND.createCall(a.getParserPosition(), a, b))
                        .orElseThrow());
    }

    /** A resolved expression as Flink is to evaluate it. */
    public SqlNode scalar(SqlNode expression, Scope scope) {
        // A time attribute that is selected would be a second one; as a plain timestamp it is a value like any other.
        return rewrites.rewrite(expression).accept(
                new SqlShuttle() {
                    @Override
                    public SqlNode visit(SqlIdentifier id) {
                        return scope.isRowtime(id) ? plain(id) : id;
                    }

                    @Override
                    public SqlNode visit(SqlCall call) {
                        // Only what windows are ordered by has to stay the time attribute that it is.
                        return call instanceof SqlWindow window
                                ? SqlWindow.create(
                                        null,
                                        null,
                                        (SqlNodeList) window.getPartitionList().accept(this),
                                        window.getOrderList(),
                                        SqlLiteral.createBoolean(window.isRows(), SqlParserPos.ZERO),
                                        window.getLowerBound(),
                                        window.getUpperBound(),
                                        null,
                                        SqlWindow.createExcludeNoOthers(SqlParserPos.ZERO),
                                        window.getParserPosition())
                                : super.visit(call);
                    }
                });
    }

    /** A value of one type as one of a column of another; rows whose value does not fit fail. */
    SqlNode assignment(SqlNode value, LogicalType from, LogicalType to) {
        return rewrites.assignment(value, from, to);
    }

    private static SqlNode plain(SqlIdentifier rowtime) {
        return SqlStdOperatorTable.CAST.createCall(
                rowtime.getParserPosition(), rowtime, Types.spec(Types.TIMESTAMP, rowtime.getParserPosition()));
    }

    /** What columns a query has, without its ROWTIME. */
    RowType type(FlinkSql sql) {
        return withoutRowtime(plan(sql));
    }

    /** The stream of a result. */
    public InAppStream stream(String name, Result result) {
        return result instanceof Result.Query query ? run(name, query) : ((Result.Rows) result).stream();
    }

    /** Runs a query. */
    public InAppStream run(String name, Result.Query query) {
        return run(name, query, null);
    }

    /** @param declared the type of the stream that is made, which the query's differs from in names and lengths at most; null = the query's */
    InAppStream run(String name, Result.Query query, RowType declared) {
        Table table = plan(query.sql());
        RowType type = declared == null ? withoutRowtime(table) : declared;
        try {
            RowType whole = (RowType) table.getResolvedSchema().toPhysicalRowDataType().getLogicalType();
            DataStream<RowData> rows = tables.toDataStream(table, internal(whole));
            if (ScalarRewrites.canFail(query.sql().toString())) {
                rows = RowGuard.behind(rows, whole, name, query.shift(), errors);
            }
            Restamp restamp = new Restamp(type.getFieldCount(), query.shift());
            DataStream<RowData> stamped = Parallelism.of(rows, rows.transform(name, InternalTypeInfo.of(type), restamp));
            blocks.add(new Translation.Block(name, query.sql().position().getLineNum(), query.sql().toString()));
            return new InAppStream(name, type, 0, stamped);
        } catch (RuntimeException e) {
            throw query.sql().explain(e);
        }
    }

    /** Notes for {@code explain} a block that an operator of ours runs. */
    public void note(String name, SqlParserPos position, String description) {
        blocks.add(new Translation.Block(name, position.getLineNum(), description));
    }

    private Table plan(FlinkSql sql) {
        try {
            return tables.sqlQuery(sql.toString());
        } catch (RuntimeException e) {
            throw sql.explain(e);
        }
    }

    private static RowType withoutRowtime(Table table) {
        RowType whole = (RowType) table.getResolvedSchema().toPhysicalRowDataType().getLogicalType();
        List<RowType.RowField> fields = new ArrayList<>();
        for (RowType.RowField field : whole.getFields().subList(0, whole.getFieldCount() - 1)) {
            fields.add(new RowType.RowField(field.getName(), field.getType().copy(true)));
        }
        return new RowType(fields);
    }

    private static DataType internal(RowType type) {
        LogicalType nullable = type.copy(false);
        return TypeConversions.fromLogicalToDataType(nullable).bridgedTo(RowData.class);
    }
}
