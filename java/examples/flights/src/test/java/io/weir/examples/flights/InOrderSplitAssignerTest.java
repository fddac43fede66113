package io.weir.examples.flights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;

class InOrderSplitAssignerTest {

    @Test
    void handsOutFilesByPathWheneverTheyWereFound() {
        InOrderSplitAssigner assigner = new InOrderSplitAssigner(List.of(split("part-3"), split("part-1")));
        assertEquals("part-1", assigner.getNext(null).orElseThrow().splitId());
        assigner.addSplits(List.of(split("part-2")));
        assertEquals(2, assigner.remainingSplits().size());
        assertEquals("part-2", assigner.getNext("a host").orElseThrow().splitId());
        assertEquals("part-3", assigner.getNext(null).orElseThrow().splitId());
        assertTrue(assigner.getNext(null).isEmpty());
    }

    private static FileSourceSplit split(String name) {
        return new FileSourceSplit(name, new Path("s3://bucket/" + name), 0, 10, 0, 10);
    }
}
