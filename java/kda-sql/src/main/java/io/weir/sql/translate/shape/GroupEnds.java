package io.weir.sql.translate.shape;

import io.weir.sql.operator.GroupEndStamp;
import io.weir.sql.operator.TimeBucket;
import io.weir.sql.stream.InAppStream;
import io.weir.sql.stream.Parallelism;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;

/** Stamps rows with the time at which their group ends. */
final class GroupEnds {
    private GroupEnds() {}

    /** @param column hidden, keeps the ROWTIME that each row had */
    static InAppStream stamp(InAppStream stream, List<TimeBucket> buckets, String column) {
        List<RowType.RowField> fields = new ArrayList<>(stream.type().getFields());
        fields.add(new RowType.RowField(column, new TimestampType(3)));
        RowType type = new RowType(fields);
        GroupEndStamp stamp = new GroupEndStamp(buckets.toArray(TimeBucket[]::new));
        var stamped = Parallelism.of(stream.rows(), stream.rows().transform("end of group", InternalTypeInfo.of(type), stamp));
        return new InAppStream(stream.name() + ".ends", type, stream.hidden() + 1, stamped);
    }
}
