package io.weir.sql.translate.shape;

import io.weir.sql.translate.Joins;
import io.weir.sql.translate.Ordering;
import io.weir.sql.translate.TableFunction;
import java.util.List;
import java.util.Map;

/** All that a query can be made of. */
public final class Shapes {
    /** The forms of a query block; the first that matches is taken. */
    public static final List<Shape> ALL =
            List.of(new Stagger(), new UntilChange(), new Tumbling(), new Sliding(), new ProjectFilter());

    public static final Ordering ORDERING = new TimeOrdering();

    public static final Joins JOINS = new WindowedJoins();

    /** What can stand behind FROM as TABLE(...), by name. */
    public static final Map<String, TableFunction> TABLE_FUNCTIONS =
            Map.of(
                    "RANDOM_CUT_FOREST", new RandomCutForest(false),
                    "RANDOM_CUT_FOREST_WITH_EXPLANATION", new RandomCutForest(true),
                    "HOTSPOTS", new Hotspots(),
                    "GROUP_RANK", new GroupRanks(),
                    "TOP_K_ITEMS_TUMBLING", TumblingItems.TOP,
                    "COUNT_DISTINCT_ITEMS_TUMBLING", TumblingItems.DISTINCT);

    private Shapes() {}
}
