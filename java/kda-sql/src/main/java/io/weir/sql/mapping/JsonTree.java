package io.weir.sql.mapping;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The paths of a schema's columns as one tree, so that a record is walked once.
 *
 * <p>A node's {@code columns} take the value that stands there; {@code keys} go on into an object; {@code elements} into each element of an array,
 * of which each becomes a row.
 */
final class JsonTree implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int[] NONE = {};

    int[] columns = NONE;
    final Map<String, JsonTree> keys = new HashMap<>();
    JsonTree elements;

    boolean isLeaf() {
        return keys.isEmpty() && elements == null;
    }

    /** @throws IllegalArgumentException when more than one array would be flattened, which AWS's schemas cannot */
    void add(List<JsonPath.Step> path, int column) {
        // The elements of an array as one value are the array: only what is below them makes rows.
        boolean whole = !path.isEmpty() && path.get(path.size() - 1) instanceof JsonPath.Step.Elements;
        List<JsonPath.Step> steps = whole ? path.subList(0, path.size() - 1) : path;
        if (steps.stream().filter(step -> step instanceof JsonPath.Step.Elements).count() > (whole ? 0 : 1)) {
            throw new IllegalArgumentException("A path goes into the elements of one array only");
        }
        JsonTree node = this;
        for (JsonPath.Step step : steps) {
            if (step instanceof JsonPath.Step.Key key) {
                node = node.keys.computeIfAbsent(key.name(), name -> new JsonTree());
            } else {
                node.elements = node.elements == null ? new JsonTree() : node.elements;
                node = node.elements;
            }
        }
        node.columns = Arrays.copyOf(node.columns, node.columns.length + 1);
        node.columns[node.columns.length - 1] = column;
    }

    /** How many arrays are flattened. */
    int flattened() {
        int count = elements == null ? 0 : 1 + elements.flattened();
        for (JsonTree child : keys.values()) {
            count += child.flattened();
        }
        return count;
    }
}
