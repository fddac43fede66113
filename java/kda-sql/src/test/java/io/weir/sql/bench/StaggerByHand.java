package io.weir.sql.bench;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** A window of a second for each ticker, from its first trade on. */
final class StaggerByHand extends KeyedProcessFunction<String, Trade, Tuple3<String, Long, Double>> {
    private static final long serialVersionUID = 1;

    private transient ValueState<Tuple2<Long, Double>> open;

    @Override
    public void open(OpenContext context) {
        TypeInformation<Tuple2<Long, Double>> type = TypeInformation.of(new TypeHint<>() {});
        open = getRuntimeContext().getState(new ValueStateDescriptor<>("open", type));
    }

    @Override
    public void processElement(Trade trade, Context context, Collector<Tuple3<String, Long, Double>> out) throws Exception {
        Tuple2<Long, Double> so = open.value();
        if (so == null) {
            context.timerService().registerEventTimeTimer(context.timestamp() + 1000);
            open.update(Tuple2.of(1L, trade.price));
        } else {
            open.update(Tuple2.of(so.f0 + 1, so.f1 + trade.price));
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Tuple3<String, Long, Double>> out) throws Exception {
        Tuple2<Long, Double> so = open.value();
        out.collect(Tuple3.of(context.getCurrentKey(), so.f0, so.f1 / so.f0));
        open.clear();
    }
}
