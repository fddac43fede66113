package io.weir.sql.translate;

import io.weir.sql.normalise.Functions;
import io.weir.sql.program.CodeError;
import io.weir.sql.program.Program;
import io.weir.sql.program.Pump;
import io.weir.sql.program.StreamDeclaration;
import io.weir.sql.program.ViewDeclaration;
import io.weir.sql.reference.ReferenceTable;
import io.weir.sql.stream.ErrorStream;
import io.weir.sql.stream.InAppStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Puts a program together as a Flink job.
 *
 * <p>Every pump is a query that fills a stream; every query is a tree of blocks, each of which reads streams and makes one ({@link Queries}). A
 * stream is made when the first query asks for it, by all the pumps that fill it, wherever in the program they stand.
 */
public final class Translator implements Catalogue.Sources {
    private final Catalogue catalogue;
    private final Assembly assembly;
    private final Queries queries;
    private final DataStreams empty;
    private final Map<String, InAppStream> made = new LinkedHashMap<>();
    private final Set<String> inTheMaking = new LinkedHashSet<>();

    @FunctionalInterface
    private interface DataStreams {
        DataStream<RowData> of(RowType type);
    }

    private Translator(Catalogue catalogue, Functions functions, Assembly assembly, DataStreams empty) {
        this.catalogue = catalogue;
        this.assembly = assembly;
        this.empty = empty;
        this.queries = new Queries(catalogue, functions, assembly);
        catalogue.resolveWith(this);
    }

    /**
     * @param inputs the in-application streams of the application's inputs, by exact name
     * @param errors takes the streams of rows that fail
     * @throws CodeError where the code cannot be run
     */
    public static Translation translate(
            StreamTableEnvironment tables,
            Program program,
            Map<String, InAppStream> inputs,
            Map<String, ReferenceTable> referenceTables,
            ErrorStream errors) {
        Catalogue catalogue = new Catalogue(program, inputs, referenceTables);
        Assembly assembly = new Assembly(tables, errors);
        Functions functions = new Functions(program.functions());
        return new Translator(catalogue, functions, assembly, type -> Nothing.of(tables, inputs, type)).translate(inputs);
    }

    private Translation translate(Map<String, InAppStream> inputs) {
        // Wrong names are told in the order of the program, before the queries of it are looked at.
        catalogue.pumps().forEach(catalogue::target);
        for (Pump pump : catalogue.pumps()) {
            catalogue.stream(pump.target().getSimple(), pump.target().getParserPosition());
        }
        catalogue.streams().forEach(stream -> declared(stream, stream.identifier().getParserPosition()));
        Map<String, InAppStream> all = new LinkedHashMap<>(inputs);
        all.putAll(made);
        return new Translation(all, List.copyOf(assembly.blocks()));
    }

    @Override
    public InAppStream declared(StreamDeclaration stream, SqlParserPos at) {
        InAppStream known = made.get(stream.name());
        if (known != null) {
            return known;
        }
        begin(stream.name(), at);
        List<InAppStream> parts = new ArrayList<>();
        for (Pump pump : catalogue.pumps()) {
            if (pump.target().getSimple().equals(stream.name())) {
                parts.add(queries.fill(pump.query(), catalogue.target(pump)));
            }
        }
        RowType type = Catalogue.type(stream);
        if (parts.isEmpty()) {
            parts.add(new InAppStream(stream.name(), type, 0, empty.of(type)));
        }
        return end(Unions.of(stream.name(), parts));
    }

    @Override
    public InAppStream view(ViewDeclaration view, SqlParserPos at) {
        InAppStream known = made.get(view.name());
        if (known != null) {
            return known;
        }
        begin(view.name(), at);
        return end(Views.named(view, queries.rows(view.query(), view.name())));
    }

    private void begin(String name, SqlParserPos at) {
        if (!inTheMaking.add(name)) {
            throw Names.error(at, "\"" + name + "\" is filled from itself: " + String.join(" <- ", inTheMaking) + " <- " + name);
        }
    }

    private InAppStream end(InAppStream stream) {
        inTheMaking.remove(stream.name());
        made.put(stream.name(), stream);
        return stream;
    }
}
