package io.weir.sql.translate;

import io.weir.sql.function.Types;
import io.weir.sql.program.Column;
import io.weir.sql.program.Pump;
import io.weir.sql.program.Program;
import io.weir.sql.program.Statement;
import io.weir.sql.program.StreamDeclaration;
import io.weir.sql.program.ViewDeclaration;
import io.weir.sql.reference.ReferenceTable;
import io.weir.sql.stream.ErrorStream;
import io.weir.sql.stream.InAppStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.table.types.logical.RowType;

/** What the names of a program and its application stand for. */
final class Catalogue {
    private final Map<String, InAppStream> inputs;
    private final Map<String, ReferenceTable> tables;
    private final Map<String, StreamDeclaration> streams = new LinkedHashMap<>();
    private final Map<String, Pump> pumps = new LinkedHashMap<>();
    private final Map<String, ViewDeclaration> views = new LinkedHashMap<>();
    private Sources sources;

    /** Makes declared streams when they are asked for. */
    interface Sources {
        InAppStream declared(StreamDeclaration stream, SqlParserPos at);

        InAppStream view(ViewDeclaration view, SqlParserPos at);
    }

    Catalogue(Program program, Map<String, InAppStream> inputs, Map<String, ReferenceTable> tables) {
        this.inputs = inputs;
        this.tables = tables;
        for (Statement statement : program.statements()) {
            if (statement instanceof StreamDeclaration stream) {
                add(streams, stream, "stream");
                checkColumns(stream);
            } else if (statement instanceof ViewDeclaration view) {
                add(views, view, "view");
            } else if (statement instanceof Pump pump) {
                add(pumps, pump, "pump");
            }
        }
    }

    void resolveWith(Sources made) {
        sources = made;
    }

    private <S extends Statement> void add(Map<String, S> kind, S statement, String word) {
        String name = statement.name();
        boolean taken = kind.containsKey(name) && !statement.replaces();
        boolean other = word.equals("stream") && views.containsKey(name) || word.equals("view") && streams.containsKey(name);
        boolean given = !word.equals("pump") && (inputs.containsKey(name) || tables.containsKey(name) || name.equals(ErrorStream.NAME));
        if (taken || other || given) {
            throw Names.error(
                    statement.identifier().getParserPosition(),
                    "The name \"" + name + "\" is taken" + (given ? " by the application's configuration" : "")
                            + (taken ? ": CREATE OR REPLACE " + word.toUpperCase(java.util.Locale.ROOT) + " is expected" : ""));
        }
        kind.remove(name);
        kind.put(name, statement);
    }

    private static void checkColumns(StreamDeclaration stream) {
        TreeSet<String> names = new TreeSet<>();
        for (Column column : stream.columns()) {
            if (!names.add(column.name())) {
                throw Names.error(column.identifier().getParserPosition(), "The column \"" + column.name() + "\" is there twice");
            }
        }
    }

    Iterable<StreamDeclaration> streams() {
        return streams.values();
    }

    Iterable<Pump> pumps() {
        return pumps.values();
    }

    boolean isTable(String name) {
        return tables.containsKey(name);
    }

    ReferenceTable table(String name) {
        return tables.get(name);
    }

    /** A stream to read from. */
    InAppStream stream(String name, SqlParserPos at) {
        InAppStream input = inputs.get(name);
        if (input != null) {
            return input;
        }
        if (streams.containsKey(name)) {
            return sources.declared(streams.get(name), at);
        }
        if (views.containsKey(name)) {
            return sources.view(views.get(name), at);
        }
        if (name.equals(ErrorStream.NAME)) {
            throw Names.error(at, "\"" + name + "\" cannot be read by SQL; an output may name it");
        }
        TreeSet<String> known = new TreeSet<>(inputs.keySet());
        known.addAll(streams.keySet());
        known.addAll(views.keySet());
        known.addAll(tables.keySet());
        throw Names.unknown(at, "stream", name, known);
    }

    /** The stream that a pump fills, and which of its columns. */
    Target target(Pump pump) {
        SqlIdentifier id = pump.target();
        String name = id.getSimple();
        StreamDeclaration stream = streams.get(name);
        if (stream == null) {
            if (inputs.containsKey(name) || isTable(name) || views.containsKey(name)) {
                throw Names.error(id.getParserPosition(), "\"" + name + "\" cannot be inserted into: a stream that CREATE STREAM made is expected");
            }
            throw Names.unknown(id.getParserPosition(), "stream", name, streams.keySet());
        }
        RowType type = type(stream);
        if (pump.columns() == null) {
            return new Target(name, type, Unions.positions(type), id.getParserPosition());
        }
        List<Integer> columns = new ArrayList<>();
        for (SqlNode column : pump.columns()) {
            String of = ((SqlIdentifier) column).getSimple();
            int position = type.getFieldIndex(of);
            if (position < 0) {
                throw Names.unknown(column.getParserPosition(), "column of \"" + name + "\" with the name", of, type.getFieldNames());
            }
            if (columns.contains(position)) {
                throw Names.error(column.getParserPosition(), "The column \"" + of + "\" is there twice");
            }
            columns.add(position);
        }
        return new Target(name, type, columns, id.getParserPosition());
    }

    static RowType type(StreamDeclaration stream) {
        List<RowType.RowField> fields = new ArrayList<>();
        for (Column column : stream.columns()) {
            fields.add(new RowType.RowField(column.name(), Types.of(column.type()).copy(true)));
        }
        return new RowType(fields);
    }
}
