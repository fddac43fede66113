package io.weir.sql.translate.shape;

import io.weir.sql.operator.HotspotSettings;
import io.weir.sql.operator.NumericColumns;
import io.weir.sql.operator.Operators;
import io.weir.sql.stream.InAppStream;
import io.weir.sql.translate.Assembly;
import io.weir.sql.translate.TableFunction;
import java.util.List;
import org.apache.calcite.sql.SqlCall;

/** {@code HOTSPOTS}. */
final class Hotspots implements TableFunction {

    @Override
    public InAppStream apply(SqlCall call, List<InAppStream> cursors, String name, Assembly assembly) {
        Arguments arguments = new Arguments(call, 4, 4);
        int window = arguments.integer(1, "windowSize");
        double radius = arguments.real(2, "scanRadius");
        int points = arguments.integer(3, "minimumNumberOfPointsInAHotspot");
        HotspotSettings settings = arguments.checked(() -> new HotspotSettings(window, radius, points));
        InAppStream input = cursors.get(0);
        if (new NumericColumns(input.type()).count() == 0) {
            throw arguments.error(0, "At least one column of the cursor has to be a number (DECIMAL does not count, DOUBLE does)");
        }
        return new InAppStream(
                name, Operators.hotspotsType(input.type()), 0, Operators.hotspots(input.rows(), input.type(), settings));
    }
}
