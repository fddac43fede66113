package io.weir.sql.operator;

import java.io.Serializable;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/**
 * One number about the rows of a window.
 *
 * @param column of the rows, whose NULLs count for nothing; -1 = the rows themselves are counted
 * @param of the column's type; null with the rows themselves
 */
public record Total(Kind kind, int column, LogicalTypeRoot of) implements Serializable {

    /** COUNT, SUM, MIN, MAX and AVG. */
    public enum Kind {
        COUNT,
        SUM,
        LEAST,
        MOST,
        MEAN
    }

    /** The name under which the totals of a window follow the columns of its row. */
    public static String column(int position) {
        return "TOTAL$" + position;
    }

    /** Whether a number or two of each window are enough, and give what Flink's own function gives. */
    public static boolean isPossible(Kind kind, LogicalTypeRoot of) {
        return switch (kind) {
            case COUNT -> true;
            // A mean of whole numbers is a whole number, which Flink makes in a way of its own.
            case MEAN -> of == LogicalTypeRoot.DOUBLE;
            case SUM, LEAST, MOST -> of == LogicalTypeRoot.DOUBLE || isWhole(of);
        };
    }

    LogicalType type() {
        return kind == Kind.COUNT || kind != Kind.MEAN && isWhole(of) ? new BigIntType() : new DoubleType();
    }

    boolean isWhole() {
        return isWhole(of);
    }

    private static boolean isWhole(LogicalTypeRoot type) {
        return switch (type) {
            case TINYINT, SMALLINT, INTEGER, BIGINT -> true;
            default -> false;
        };
    }
}
