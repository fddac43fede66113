package io.weir.sql.operator;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.utils.JoinedRowData;
import org.apache.flink.util.Collector;

/**
 * HOTSPOTS: adds to each record the dense regions that it is in, found among the newest records as DBSCAN does (AWS names it for the radius).
 * Runs as one subtask. Records with a number that is missing are in no region.
 *
 * <p>AWS does not say what the size of a hotspot is, by which density is divided: here it is the volume of its bounding box, whose sides are
 * taken to be as long as the radius at least, as points on one line have no volume.
 */
final class HotspotsFunction implements FlatMapFunction<RowData, RowData>, CheckpointedFunction {
    private static final long serialVersionUID = 1;

    private final NumericColumns columns;
    private final HotspotSettings settings;
    private transient PointWindow window;
    private transient ListState<double[]> stored;

    HotspotsFunction(NumericColumns columns, HotspotSettings settings) {
        this.columns = columns;
        this.settings = settings;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        window = new PointWindow(settings);
        stored = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("points", double[].class));
        for (double[] point : stored.get()) {
            window.add(point);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        stored.update(window.all());
    }

    @Override
    public void flatMap(RowData row, Collector<RowData> out) {
        double[] point = columns.point(row);
        String found = point == null ? "" : window.clustersAround(window.add(point)).stream().map(this::text).collect(Collectors.joining(","));
        StringData result = StringData.fromString("{\"hotspots\":[" + found + "]}");
        out.collect(new JoinedRowData(row, GenericRowData.of(result)));
    }

    private String text(List<double[]> cluster) {
        double[] least = cluster.get(0).clone();
        double[] most = least.clone();
        for (double[] point : cluster) {
            for (int i = 0; i < point.length; i++) {
                least[i] = Math.min(least[i], point[i]);
                most[i] = Math.max(most[i], point[i]);
            }
        }
        double size = 1;
        for (int i = 0; i < least.length; i++) {
            size *= Math.max(most[i] - least[i], settings.scanRadius());
        }
        return "{\"density\":" + cluster.size() / size + ",\"minValues\":" + array(least) + ",\"maxValues\":" + array(most) + "}";
    }

    private static String array(double[] values) {
        return Arrays.toString(values).replace(" ", "");
    }
}
