package io.weir.sql.bench;

/** What a hand-written job reads records into. Public fields, as Flink's own type for such classes wants them. */
public final class Trade {
    public String ticker;
    public double price;
    public double size;

    /** Epoch ms; set by the hand-written job, as the SQL engine sets ROWTIME. */
    public long time;

    public Trade() {}
}
