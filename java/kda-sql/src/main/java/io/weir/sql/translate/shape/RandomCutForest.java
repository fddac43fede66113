package io.weir.sql.translate.shape;

import io.weir.sql.operator.ForestSettings;
import io.weir.sql.operator.NumericColumns;
import io.weir.sql.operator.Operators;
import io.weir.sql.stream.InAppStream;
import io.weir.sql.translate.Assembly;
import io.weir.sql.translate.TableFunction;
import java.util.List;
import org.apache.calcite.sql.SqlCall;

/** {@code RANDOM_CUT_FOREST} and {@code RANDOM_CUT_FOREST_WITH_EXPLANATION}. */
record RandomCutForest(boolean explained) implements TableFunction {
    private static final int MOST_COLUMNS_EXPLAINED = 30;

    @Override
    public InAppStream apply(SqlCall call, List<InAppStream> cursors, String name, Assembly assembly) {
        Arguments arguments = new Arguments(call, 1, explained ? 6 : 5);
        int trees = arguments.integer(1, "numberOfTrees", ForestSettings.DEFAULT_TREES);
        int sample = arguments.integer(2, "subSampleSize", ForestSettings.DEFAULT_SAMPLE);
        int decay = arguments.integer(3, "timeDecay", ForestSettings.DEFAULT_DECAY);
        int shingle = arguments.integer(4, "shingleSize", ForestSettings.DEFAULT_SHINGLE);
        boolean directions = arguments.truth(5, "withDirectionality", false);
        ForestSettings settings =
                arguments.checked(() -> new ForestSettings(trees, sample, decay, shingle, explained, directions));
        InAppStream input = cursors.get(0);
        int columns = new NumericColumns(input.type()).count();
        if (columns == 0 || explained && columns > MOST_COLUMNS_EXPLAINED) {
            throw arguments.error(
                    0,
                    "At least one column of the cursor has to be a number"
                            + (explained ? ", and at most " + MOST_COLUMNS_EXPLAINED : "")
                            + " (DECIMAL does not count, DOUBLE does); there are " + columns);
        }
        return new InAppStream(
                name, Operators.forestType(input.type(), settings), 0, Operators.forest(input.rows(), input.type(), settings));
    }
}
