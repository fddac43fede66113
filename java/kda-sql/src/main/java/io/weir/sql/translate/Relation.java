package io.weir.sql.translate;

import io.weir.sql.reference.ReferenceTable;
import io.weir.sql.stream.InAppStream;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.parser.SqlParserPos;

/** What stands behind FROM, with all names looked up and all queries within it made streams. */
public sealed interface Relation {

    /** Where it stands in the user's code. */
    SqlParserPos position();

    /** @param window what of the stream a join sees; null = the current row alone */
    record Stream(String alias, InAppStream stream, SqlWindow window, SqlParserPos position) implements Relation {}

    /** A reference table. */
    record Table(String alias, ReferenceTable table, SqlParserPos position) implements Relation {}

    /**
     * @param type COMMA and CROSS are INNER
     * @param condition with the names as the author wrote them (NATURAL and USING are written out); null = none
     */
    record Join(Relation left, JoinType type, Relation right, SqlNode condition, SqlParserPos position) implements Relation {}
}
