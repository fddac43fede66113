package io.weir.sql.translate.shape;

import io.weir.sql.translate.Assembly;
import io.weir.sql.translate.Block;
import io.weir.sql.translate.Result;

/** One of the few forms that a query block can have, and how a block of that form becomes part of a job. The first that matches is taken. */
public interface Shape {

    boolean matches(Block block);

    /** @throws io.weir.sql.program.CodeError where the block cannot be what its author wants */
    Result build(Block block, Assembly assembly);
}
