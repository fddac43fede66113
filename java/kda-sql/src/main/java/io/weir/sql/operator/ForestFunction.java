package io.weir.sql.operator;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.returntypes.DiVector;
import com.amazon.randomcutforest.state.RandomCutForestMapper;
import com.amazon.randomcutforest.state.RandomCutForestState;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.utils.JoinedRowData;
import org.apache.flink.util.Collector;
import org.apache.flink.util.InstantiationUtil;

/**
 * RANDOM_CUT_FOREST: one forest for the whole stream, run as one subtask. A record is scored against what came before it and then learned. The
 * first subSampleSize records have the score 0, as AWS says; so have records with a number that is missing, which are not learned either.
 *
 * <p>The forest is checkpointed with its trees and random generators: a restored one goes on to give the same scores. AWS's began anew.
 */
final class ForestFunction implements FlatMapFunction<RowData, RowData>, CheckpointedFunction {
    private static final long serialVersionUID = 1;
    /** The same rows have the same scores in each run. */
    private static final long SEED = 42;

    private final NumericColumns columns;
    private final ForestSettings settings;
    private transient RandomCutForest forest;
    private transient ListState<byte[]> stored;

    ForestFunction(NumericColumns columns, ForestSettings settings) {
        this.columns = columns;
        this.settings = settings;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        stored =
                context.getOperatorStateStore()
                        .getListState(
                                new ListStateDescriptor<>("forest", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        for (byte[] state : stored.get()) {
            RandomCutForestState restored = InstantiationUtil.deserializeObject(state, ForestFunction.class.getClassLoader());
            forest = mapper().toModel(restored);
        }
        if (forest == null) {
            forest = begin();
        }
    }

    private RandomCutForest begin() {
        return RandomCutForest.builder()
                .dimensions(columns.count() * settings.shingleSize())
                .shingleSize(settings.shingleSize())
                .internalShinglingEnabled(settings.shingleSize() > 1)
                .numberOfTrees(settings.numberOfTrees())
                .sampleSize(settings.subSampleSize())
                .timeDecay(1.0 / settings.timeDecay())
                .outputAfter(settings.subSampleSize())
                .randomSeed(SEED)
                .build();
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        stored.update(List.of(InstantiationUtil.serializeObject(mapper().toState(forest))));
    }

    private static RandomCutForestMapper mapper() {
        RandomCutForestMapper mapper = new RandomCutForestMapper();
        mapper.setSaveExecutorContextEnabled(true);
        mapper.setSaveTreeStateEnabled(true);
        return mapper;
    }

    @Override
    public void flatMap(RowData row, Collector<RowData> out) {
        double[] point = columns.point(row);
        boolean ready = point != null && forest.isOutputReady();
        RowData added;
        if (settings.explained()) {
            DiVector parts = ready ? forest.getAnomalyAttribution(point) : null;
            added = GenericRowData.of(ready ? parts.getHighLowSum() : 0.0, explain(parts));
        } else {
            added = GenericRowData.of(ready ? forest.getAnomalyScore(point) : 0.0);
        }
        if (point != null) {
            forest.update(point);
        }
        out.collect(new JoinedRowData(row, added));
    }

    /** What each column contributes to the score: the part because its value is high and the part because it is low. */
    private StringData explain(DiVector parts) {
        StringBuilder text = new StringBuilder("{");
        for (int column = 0; column < columns.count(); column++) {
            double high = 0;
            double low = 0;
            for (int i = column; parts != null && i < parts.getDimensions(); i += columns.count()) {
                high += parts.high[i];
                low += parts.low[i];
            }
            text.append(column == 0 ? "" : ",").append(JsonText.quoted(columns.name(column))).append(":{");
            if (settings.directions()) {
                text.append("\"DIRECTION\":\"").append(high > low ? "HIGH" : "LOW").append("\",\"STRENGTH\":\"");
                text.append(number(Math.abs(high - low))).append("\",");
            }
            text.append("\"ATTRIBUTION_SCORE\":\"").append(number(high + low)).append("\"}");
        }
        return StringData.fromString(text.append('}').toString());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
