package io.weir.sql.program;

import java.util.List;
import java.util.stream.Stream;

/** The code of an application: its statements in the order they were written. */
public record Program(List<Statement> statements) {
    public Program {
        statements = List.copyOf(statements);
    }

    public List<StreamDeclaration> streams() {
        return all(StreamDeclaration.class).toList();
    }

    public List<Pump> pumps() {
        return all(Pump.class).toList();
    }

    public List<ViewDeclaration> views() {
        return all(ViewDeclaration.class).toList();
    }

    public List<FunctionDeclaration> functions() {
        return all(FunctionDeclaration.class).toList();
    }

    private <S extends Statement> Stream<S> all(Class<S> kind) {
        return statements.stream().filter(kind::isInstance).map(kind::cast);
    }
}
