package io.weir.sql.operator;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.utils.JoinedRowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * GROUP_RANK: ranks the rows of one ROWTIME by a column, as RANK() does, and adds the rank as the last column.
 *
 * <p>AWS's maxIdle has no counterpart: time goes on here when no rows come, which releases a group earlier than any idle timeout would.
 */
final class GroupRankOperator extends BucketOperator {
    private static final long serialVersionUID = 1;

    private final RowOrder order;
    private final GroupRank settings;

    GroupRankOperator(RowType type, GroupRank settings) {
        super(type, TimeBucket.each());
        this.settings = settings;
        order = new RowOrder(type, List.of(new SortKey(settings.column(), settings.rankAscending(), settings.rankAscending())));
    }

    @Override
    void complete(List<Tuple2<Long, RowData>> group) {
        Integer[] ranks = new Integer[group.size()];
        List<Integer> byRank =
                IntStream.range(0, group.size())
                        .boxed()
                        .sorted(Comparator.comparing((Integer i) -> group.get(i).f1, order))
                        .toList();
        for (int place = 0; place < byRank.size(); place++) {
            int row = byRank.get(place);
            boolean tied = place > 0 && order.compare(group.get(byRank.get(place - 1)).f1, group.get(row).f1) == 0;
            ranks[row] = tied ? ranks[byRank.get(place - 1)] : Integer.valueOf(place + 1);
        }
        inOutputOrder(byRank, ranks).limit(settings.outputMax() == 0 ? Long.MAX_VALUE : settings.outputMax()).forEach(row -> {
            Tuple2<Long, RowData> ranked = group.get(row);
            output.collect(new StreamRecord<>(new JoinedRowData(ranked.f1, GenericRowData.of(ranks[row])), ranked.f0));
        });
    }

    private Stream<Integer> inOutputOrder(List<Integer> byRank, Integer[] ranks) {
        return switch (settings.output()) {
            case ASCENDING -> byRank.stream();
            case DESCENDING -> byRank.stream().sorted(Comparator.comparing((Integer row) -> ranks[row]).reversed());
            case AS_RECEIVED -> byRank.stream().sorted();
        };
    }
}
