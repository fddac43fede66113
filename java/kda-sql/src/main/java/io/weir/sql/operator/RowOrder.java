package io.weir.sql.operator;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Compares rows by some of their columns, as ORDER BY does. */
final class RowOrder implements Comparator<RowData>, Serializable {
    private static final long serialVersionUID = 1;

    private final SortKey[] keys;
    private final RowData.FieldGetter[] columns;

    RowOrder(RowType type, List<SortKey> keys) {
        this.keys = keys.toArray(new SortKey[0]);
        this.columns = new RowData.FieldGetter[this.keys.length];
        for (int i = 0; i < this.keys.length; i++) {
            int column = this.keys[i].column();
            columns[i] = RowData.createFieldGetter(type.getTypeAt(column), column);
        }
    }

    @Override
    public int compare(RowData left, RowData right) {
        for (int i = 0; i < keys.length; i++) {
            Object l = columns[i].getFieldOrNull(left);
            Object r = columns[i].getFieldOrNull(right);
            int order = l == null || r == null ? withoutValue(keys[i], l, r) : withValues(keys[i], l, r);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int withoutValue(SortKey key, Object left, Object right) {
        if (left == right) {
            return 0;
        }
        return (left == null) == key.nullsFirst() ? -1 : 1;
    }

    @SuppressWarnings("unchecked")
    private static int withValues(SortKey key, Object left, Object right) {
        int order =
                left instanceof byte[] bytes
                        ? Arrays.compareUnsigned(bytes, (byte[]) right)
                        : ((Comparable<Object>) left).compareTo(right);
        return key.ascending() ? order : -order;
    }
}
