package io.weir.sql.operator;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.api.java.typeutils.TupleTypeInfo;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;

/** A row that a join keeps because it may still find matches. A tuple, because Flink has a serializer for those. */
public final class Kept extends Tuple4<Long, Long, Boolean, RowData> {
    private static final long serialVersionUID = 1;

    /** For the serializer. */
    public Kept() {}

    Kept(long time, long id, RowData row) {
        super(time, id, false, row);
    }

    static TypeInformation<Kept> type(RowType rows) {
        return new TupleTypeInfo<>(Kept.class, Types.LONG, Types.LONG, Types.BOOLEAN, InternalTypeInfo.of(rows));
    }

    /** ROWTIME, epoch ms. */
    long time() {
        return f0;
    }

    /** Tells the row from others where a condition is judged later, else 0. */
    long id() {
        return f1;
    }

    boolean matched() {
        return f2;
    }

    RowData row() {
        return f3;
    }

    void match() {
        f2 = true;
    }
}
