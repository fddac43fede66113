package io.weir.examples.broken;

import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** The same state by name and operator, of two types that no serializer can bring together. */
final class Keeps {

    private Keeps() {}

    static final class Longs extends KeyedProcessFunction<Long, Long, Long> {
        @Override
        public void processElement(Long value, Context context, Collector<Long> out) throws Exception {
            ValueState<Long> last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Types.LONG));
            last.update(value);
            out.collect(value);
        }
    }

    static final class Texts extends KeyedProcessFunction<Long, Long, Long> {
        @Override
        public void processElement(Long value, Context context, Collector<Long> out) throws Exception {
            ValueState<String> last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Types.STRING));
            last.update("number " + value);
            out.collect(value);
        }
    }
}
