package io.weir.sql.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.flink.table.data.binary.BinarySegmentUtils;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;

/**
 * Rows in Flink's binary form, one behind the other in large arrays, and found by their key: a row costs its bytes and thirty more, where objects
 * would cost several times as much. Filled by one thread, then read by any.
 */
final class PackedRows {
    private static final int PAGE = 8 << 20;

    private final RowDataSerializer serializer;
    private final int columns;
    private final RowKey key;
    private final List<MemorySegment> pages = new ArrayList<>();
    private int used = PAGE;
    private int count;

    /** Of each row: where it is (page, offset), its bytes, the hash of its key, and the next row in its bucket, or -1. */
    private int[] page = new int[1024];

    private int[] offset = new int[1024];
    private int[] size = new int[1024];
    private int[] hash = new int[1024];
    private int[] next = {};
    private int[] buckets = {};

    PackedRows(RowType type, int[] keys) {
        this.serializer = new RowDataSerializer(type);
        this.columns = type.getFieldCount();
        this.key = new RowKey(type, keys);
    }

    void add(RowData row) {
        BinaryRowData binary = serializer.toBinaryRow(row);
        int bytes = binary.getSizeInBytes();
        if (bytes > PAGE - used) {
            pages.add(MemorySegmentFactory.wrap(new byte[Math.max(PAGE, bytes)]));
            used = 0;
        }
        if (count == page.length) {
            grow();
        }
        BinarySegmentUtils.copyToBytes(
                binary.getSegments(), binary.getOffset(), pages.get(pages.size() - 1).getArray(), used, bytes);
        page[count] = pages.size() - 1;
        offset[count] = used;
        size[count] = bytes;
        hash[count] = key.getKey(row).hashCode();
        count++;
        // A row larger than a page has one of its own.
        used = bytes > PAGE ? PAGE : used + bytes;
    }

    private void grow() {
        int more = Math.addExact(count, Math.max(1024, count >> 1));
        page = Arrays.copyOf(page, more);
        offset = Arrays.copyOf(offset, more);
        size = Arrays.copyOf(size, more);
        hash = Arrays.copyOf(hash, more);
    }

    /** To be called when all rows have been added. */
    void close() {
        next = new int[count];
        buckets = new int[Integer.highestOneBit(Math.max(1, Math.min(count, 1 << 29))) << 1];
        Arrays.fill(buckets, -1);
        // From the last, so that rows of a key are found in the order in which they came.
        for (int i = count - 1; i >= 0; i--) {
            int bucket = bucket(hash[i]);
            next[i] = buckets[bucket];
            buckets[bucket] = i;
        }
    }

    /** @param ofRow reads a row's key; the caller's own, as such a reader is for one thread */
    List<RowData> get(BinaryRowData lookedFor, RowKey ofRow) {
        int wanted = lookedFor.hashCode();
        List<RowData> found = new ArrayList<>(1);
        for (int i = buckets[bucket(wanted)]; i >= 0; i = next[i]) {
            if (hash[i] == wanted) {
                BinaryRowData row = new BinaryRowData(columns);
                row.pointTo(pages.get(page[i]), offset[i], size[i]);
                if (ofRow.getKey(row).equals(lookedFor)) {
                    found.add(row);
                }
            }
        }
        return found;
    }

    private int bucket(int hashed) {
        int spread = hashed * 0x9e3779b9;
        return (spread ^ spread >>> 16) & (buckets.length - 1);
    }
}
