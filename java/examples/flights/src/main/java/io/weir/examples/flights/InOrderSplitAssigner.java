package io.weir.examples.flights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.assigners.FileSplitAssigner;

/**
 * Hands out files in the order of their paths. Files are written in the order of event time, and a later file read first would
 * push the watermark past the records of an earlier one. Flink's own assigners promise no order.
 */
final class InOrderSplitAssigner implements FileSplitAssigner {

    private static final Comparator<FileSourceSplit> BY_PATH =
            Comparator.<FileSourceSplit, String>comparing(split -> split.path().toString()).thenComparing(FileSourceSplit::offset);

    private final PriorityQueue<FileSourceSplit> splits = new PriorityQueue<>(BY_PATH);

    InOrderSplitAssigner(Collection<FileSourceSplit> splits) {
        this.splits.addAll(splits);
    }

    @Override
    public Optional<FileSourceSplit> getNext(String hostname) {
        return Optional.ofNullable(splits.poll());
    }

    @Override
    public void addSplits(Collection<FileSourceSplit> more) {
        splits.addAll(more);
    }

    @Override
    public Collection<FileSourceSplit> remainingSplits() {
        return new ArrayList<>(splits);
    }
}
