package io.weir.sql.translate;

import io.weir.sql.stream.InAppStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * What the names in a query block mean. However many streams a block reads, when its expressions are looked at there is one stream of rows;
 * the columns of that stream are what names are resolved to.
 *
 * @param alias of the one stream, in the Flink SQL
 * @param members what the author reads from, by alias, in order
 */
public record Scope(String alias, InAppStream stream, List<Member> members) {
    public static final String ROWTIME = "ROWTIME";

    /** A column that is declared with the name ROWTIME. */
    static final String DECLARED = "ROWTIME$DECLARED";

    /** Functions without parentheses; the parser takes them for columns. */
    private static final Set<String> BARE_FUNCTIONS =
            Set.of("CURRENT_ROW_TIMESTAMP", "CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME", "LOCALTIME", "LOCALTIMESTAMP");

    /**
     * One of the streams that the author reads.
     *
     * @param rowtime the column of the one stream that holds this member's ROWTIME; null = it is the stream's own
     */
    public record Member(String alias, List<MemberColumn> columns, String rowtime) {}

    /**
     * @param name as the author says it
     * @param column of the one stream
     * @param hidden not part of {@code *}
     */
    public record MemberColumn(String name, String column, boolean hidden) {}

    public Scope {
        members = List.copyOf(members);
    }

    /** The scope of a block that reads one stream. */
    public static Scope of(String alias, InAppStream read) {
        // Its columns and its time live side by side in Flink, so that a declared column of that name has another there.
        InAppStream stream = Views.renamed(read, ROWTIME, DECLARED);
        List<MemberColumn> columns = new ArrayList<>();
        int visible = stream.type().getFieldCount() - stream.hidden();
        for (int i = 0; i < stream.type().getFieldCount(); i++) {
            String name = stream.type().getFieldNames().get(i);
            columns.add(new MemberColumn(name.equals(DECLARED) ? ROWTIME : name, name, i >= visible));
        }
        return new Scope(alias, stream, List.of(new Member(alias, columns, null)));
    }

    /** An expression whose names are columns of the one stream: {@code alias.column}, or {@code alias.ROWTIME}. */
    public SqlNode resolve(SqlNode expression) {
        return expression.accept(
                new SqlShuttle() {
                    @Override
                    public SqlNode visit(SqlIdentifier id) {
                        return Scope.this.resolve(id);
                    }

                    @Override
                    public SqlNode visit(SqlCall call) {
                        if (call.getKind() == SqlKind.SELECT) {
                            throw Names.error(call.getParserPosition(), "A query cannot stand within an expression");
                        }
                        return super.visit(call);
                    }
                });
    }

    private SqlNode resolve(SqlIdentifier id) {
        SqlParserPos at = id.getParserPosition();
        if (id.isStar()) {
            return id;
        }
        List<String> names = id.names;
        if (names.size() > 1) {
            for (Member member : members) {
                if (member.alias().equals(names.get(0))) {
                    String column = column(member, names.get(1), at);
                    return identifier(column, names.subList(2, names.size()), at);
                }
            }
        }
        String name = names.get(0);
        List<String> rest = names.subList(1, names.size());
        if (name.equals(ROWTIME) && rest.isEmpty()) {
            return identifier(ROWTIME, rest, at);
        }
        Set<String> found = new LinkedHashSet<>();
        for (Member member : members) {
            member.columns().stream().filter(each -> each.name().equals(name)).forEach(each -> found.add(each.column()));
        }
        if (found.size() > 1) {
            throw Names.error(at, "The column \"" + name + "\" is in more than one of the streams that are read: say which");
        }
        if (found.isEmpty()) {
            if (rest.isEmpty() && BARE_FUNCTIONS.contains(name)) {
                return id;
            }
            throw unknown(id);
        }
        return identifier(found.iterator().next(), rest, at);
    }

    private RuntimeException unknown(SqlIdentifier id) {
        List<String> columns = new ArrayList<>(List.of(ROWTIME));
        members.forEach(member -> member.columns().forEach(each -> columns.add(each.name())));
        if (id.names.size() > 1) {
            List<String> aliases = members.stream().map(Member::alias).toList();
            return Names.unknown(id.getComponentParserPosition(0), "stream or column here by the name of", id.names.get(0), aliases);
        }
        return Names.unknown(id.getParserPosition(), "column", id.names.get(0), columns);
    }

    private static String column(Member member, String name, SqlParserPos at) {
        for (MemberColumn each : member.columns()) {
            if (each.name().equals(name)) {
                return each.column();
            }
        }
        if (name.equals(ROWTIME)) {
            return member.rowtime() == null ? ROWTIME : member.rowtime();
        }
        List<String> known = member.columns().stream().map(MemberColumn::name).toList();
        throw Names.unknown(at, "column of \"" + member.alias() + "\" with the name", name, known);
    }

    private SqlIdentifier identifier(String column, List<String> fields, SqlParserPos at) {
        List<String> names = new ArrayList<>(List.of(alias, column));
        names.addAll(fields);
        return new SqlIdentifier(names, at);
    }

    /** The columns that {@code *} or {@code alias.*} stands for. */
    List<Item> star(SqlIdentifier star) {
        String of = star.names.size() > 1 ? star.names.get(0) : null;
        List<Item> items = new ArrayList<>();
        for (Member member : members) {
            if (of == null || of.equals(member.alias())) {
                for (MemberColumn each : member.columns()) {
                    if (!each.hidden()) {
                        items.add(new Item(identifier(each.column(), List.of(), star.getParserPosition()), each.name()));
                    }
                }
            }
        }
        if (items.isEmpty() && of != null) {
            throw Names.unknown(star.getParserPosition(), "stream here by the name of", of, members.stream().map(Member::alias).toList());
        }
        return items;
    }

    /** All columns that a {@code *} stands for. */
    public List<Item> all(SqlParserPos at) {
        return star(SqlIdentifier.star(at));
    }

    /** The same names, for a stream that has the columns of this scope's and more. */
    public Scope withStream(InAppStream other) {
        return new Scope(alias, other, members);
    }

    /** Whether an expression, resolved, is the ROWTIME of the rows. */
    public boolean isRowtime(SqlNode expression) {
        return expression instanceof SqlIdentifier id && id.names.equals(List.of(alias, ROWTIME));
    }

    public SqlIdentifier rowtime(SqlParserPos at) {
        return identifier(ROWTIME, List.of(), at);
    }
}
