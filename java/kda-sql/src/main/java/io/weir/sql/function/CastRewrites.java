package io.weir.sql.function;

import java.math.BigDecimal;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** CAST and assignment: Flink's own where it cannot fail and means the same, else {@link CastFunctions}. */
final class CastRewrites {
    private final Registry registry;

    CastRewrites(Registry registry) {
        this.registry = registry;
    }

    SqlNode cast(SqlCall call) {
        SqlNode value = call.operand(0);
        if (!(call.operand(1) instanceof SqlDataTypeSpec spec)) {
            return call;
        }
        LogicalType to = Types.of(spec);
        SqlIntervalQualifier interval = Nodes.interval(value);
        if (interval != null && to.is(LogicalTypeRoot.VARCHAR) && !Nodes.isYearMonth(interval)) {
            return plain(IntervalFunctions.toChar(registry, value, interval), to, call.getParserPosition());
        }
        boolean safe = interval != null || isConstant(value, to) || Nodes.isRowtime(value);
        return safe ? plain(value, to, call.getParserPosition()) : guarded(value, to, call.getParserPosition());
    }

    SqlNode assignment(SqlNode value, LogicalType from, LogicalType to) {
        LogicalType nullable = from.copy(true);
        if (nullable.equals(to.copy(true))) {
            return value;
        }
        SqlParserPos at = value.getParserPosition();
        return from.is(LogicalTypeRoot.NULL) || fits(nullable, to) ? plain(value, to, at) : guarded(value, to, at);
    }

    private SqlNode guarded(SqlNode value, LogicalType to, SqlParserPos at) {
        ScalarFunction function = CastFunctions.to(to);
        return function == null ? plain(value, to, at) : registry.call(at, CastFunctions.name(to), () -> function, value);
    }

    private static SqlNode plain(SqlNode value, LogicalType to, SqlParserPos at) {
        return SqlStdOperatorTable.CAST.createCall(at, value, Types.spec(to, at));
    }

    /** Literals that Flink converts as we would. */
    private static boolean isConstant(SqlNode value, LogicalType to) {
        if (SqlUtil.isNullLiteral(value, false)) {
            return true;
        }
        BigDecimal number = Nodes.number(value);
        if (number != null) {
            boolean small = number.scale() <= 0 && number.precision() < 10;
            return to.is(LogicalTypeRoot.DOUBLE) || small && (to.is(LogicalTypeRoot.INTEGER) || to.is(LogicalTypeRoot.BIGINT));
        }
        String text = Nodes.text(value);
        if (text == null || !to.is(LogicalTypeFamily.DATETIME)) {
            return false;
        }
        StringData data = StringData.fromString(text);
        Object converted =
                switch (to.getTypeRoot()) {
                    case DATE -> Casts.toDate(data);
                    case TIME_WITHOUT_TIME_ZONE -> Casts.toTime(data);
                    default -> Casts.toTimestamp(data);
                };
        RowErrors.clear();
        return converted != null;
    }

    /** Every value of one type is one of the other. */
    private static boolean fits(LogicalType from, LogicalType to) {
        if (to.is(LogicalTypeRoot.VARCHAR) || to.is(LogicalTypeFamily.BINARY_STRING)) {
            return true;
        }
        if (to.is(LogicalTypeFamily.DATETIME)) {
            boolean day = from.is(LogicalTypeRoot.DATE) && to.is(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE);
            return day || from.is(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE);
        }
        if (!from.is(LogicalTypeFamily.NUMERIC) || !to.is(LogicalTypeFamily.NUMERIC)) {
            return false;
        }
        if (to.is(LogicalTypeRoot.DOUBLE) || to.is(LogicalTypeRoot.FLOAT) && !from.is(LogicalTypeRoot.DOUBLE)) {
            return true;
        }
        if (from.is(LogicalTypeFamily.APPROXIMATE_NUMERIC) || to.is(LogicalTypeRoot.FLOAT)) {
            return false;
        }
        return whole(from) <= whole(to) && scale(from) <= scale(to) && !(from.is(LogicalTypeRoot.DECIMAL) && !to.is(LogicalTypeRoot.DECIMAL));
    }

    /** Digits before the point: of a binary type, as source all it may have, as target all it surely has. Compared, that orders both. */
    private static int whole(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case TINYINT -> 3;
            case SMALLINT -> 5;
            case INTEGER -> 10;
            case BIGINT -> 19;
            default -> ((DecimalType) type).getPrecision() - ((DecimalType) type).getScale();
        };
    }

    private static int scale(LogicalType type) {
        return type instanceof DecimalType decimal ? decimal.getScale() : 0;
    }
}
