package io.weir.sql.program;

import java.util.List;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/**
 * {@code CREATE FUNCTION}: an expression with a name.
 *
 * @param strict RETURNS NULL ON NULL INPUT
 * @param body the expression, in which parameters are identifiers
 */
public record FunctionDeclaration(
        SqlIdentifier identifier,
        boolean replaces,
        List<Column> parameters,
        SqlDataTypeSpec returns,
        boolean strict,
        SqlNode body)
        implements Statement {
    public FunctionDeclaration {
        parameters = List.copyOf(parameters);
    }
}
