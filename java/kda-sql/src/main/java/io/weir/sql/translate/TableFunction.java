package io.weir.sql.translate;

import io.weir.sql.stream.InAppStream;
import java.util.List;
import org.apache.calcite.sql.SqlCall;

/** A function of streams that stands behind FROM: {@code TABLE(F(CURSOR(SELECT ...), 1, 2))}. */
@FunctionalInterface
public interface TableFunction {

    /**
     * @param call with its operands; those that are cursors are {@code cursors}, in order
     * @param name for the stream that is made
     */
    InAppStream apply(SqlCall call, List<InAppStream> cursors, String name, Assembly assembly);
}
