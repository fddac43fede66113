package io.weir.examples.broken;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** The same state by name and operator, of types that no serializer can bring together. */
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

    /** Of a type that Flink knows nothing about and leaves to Kryo, whose form of Flink 1 no Flink 2 reads. */
    static final class Things extends KeyedProcessFunction<Long, Long, Long> implements CheckpointedFunction {
        private transient ListState<Thing> things;
        private transient Thing newest;

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            things = context.getOperatorStateStore()
                    .getListState(new ListStateDescriptor<>("things", Types.GENERIC(Thing.class)));
            for (Thing thing : things.get()) {
                newest = thing;
            }
        }

        @Override
        public void processElement(Long value, Context context, Collector<Long> out) {
            newest = new Thing("number " + value, value);
            out.collect(value);
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            things.update(newest == null ? List.of() : List.of(newest));
        }
    }

    /** No POJO: its fields cannot be set. */
    static final class Thing {
        private final String name;
        private final Long value;

        Thing(String name, Long value) {
            this.name = name;
            this.value = value;
        }

        @Override
        public String toString() {
            return name + " = " + value;
        }
    }
}
