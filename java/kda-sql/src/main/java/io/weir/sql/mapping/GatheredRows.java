package io.weir.sql.mapping;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;

/** Keeps what a record became, in its order, until it is handed on: what goes wrong beyond is not the record's fault. */
final class GatheredRows implements RecordMapper.Rows {
    private final List<Object> kept = new ArrayList<>(1);

    private record Error(String name, String message, byte[] data) {}

    @Override
    public void row(GenericRowData row) {
        kept.add(row);
    }

    @Override
    public void error(String name, String message, byte[] data) {
        kept.add(new Error(name, message, data));
    }

    void clear() {
        kept.clear();
    }

    void handOn(RecordMapper.Rows rows) {
        for (int i = 0; i < kept.size(); i++) {
            Object one = kept.get(i);
            if (one instanceof Error error) {
                rows.error(error.name, error.message, error.data);
            } else {
                rows.row((GenericRowData) one);
            }
        }
    }
}
