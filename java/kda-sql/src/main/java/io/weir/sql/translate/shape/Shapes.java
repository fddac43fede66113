package io.weir.sql.translate.shape;

import io.weir.sql.translate.Joins;
import io.weir.sql.translate.Ordering;
import io.weir.sql.translate.TableFunction;
import io.weir.sql.program.CodeError;
import java.util.List;
import java.util.Map;

/** All that a query can be made of. */
public final class Shapes {
    /** The forms of a query block; the first that matches is taken. */
    public static final List<Shape> ALL = List.of(new Tumbling(), new ProjectFilter());

    public static final Ordering ORDERING =
            (stream, scope, keys, columns, name, at, assembly) -> {
                throw new CodeError(at.getLineNum(), at.getColumnNum(), "ORDER BY is not there yet");
            };

    public static final Joins JOINS =
            (join, where, name, assembly) -> {
                throw new CodeError(join.position().getLineNum(), join.position().getColumnNum(), "Joins are not there yet");
            };

    /** What can stand behind FROM as TABLE(...), by name. */
    public static final Map<String, TableFunction> TABLE_FUNCTIONS = Map.of();

    private Shapes() {}
}
