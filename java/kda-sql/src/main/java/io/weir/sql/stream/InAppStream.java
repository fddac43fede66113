package io.weir.sql.stream;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * An in-application stream while the job is put together.
 *
 * <p>ROWTIME is the timestamp of the StreamRecord (epoch ms), not a field of the row; watermarks say how far it has come. Rows are insert-only
 * and typed by {@code InternalTypeInfo.of(type)}: between Flink SQL and our operators nothing is converted. Whoever keeps a row beyond the call
 * copies it (object reuse is on).
 *
 * @param name exact case, as the catalogue knows it
 * @param type all physical columns, the last {@code hidden} of which are pseudo-columns (APPROXIMATE_ARRIVAL_TIME and the like)
 * @param hidden how many columns at the end are addressable by name and not part of {@code *}
 */
public record InAppStream(String name, RowType type, int hidden, DataStream<RowData> rows) {}
