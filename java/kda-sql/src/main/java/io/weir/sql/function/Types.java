package io.weir.sql.function;

import io.weir.sql.program.CodeError;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.dialect.CalciteSqlDialect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BinaryType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.DayTimeIntervalType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.SmallIntType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.TinyIntType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.flink.table.types.logical.YearMonthIntervalType;

/**
 * SQL-1_0's types as Flink's.
 *
 * <p>Not one to one: FLOAT has 8 bytes there (a DOUBLE), REAL 4; TIMESTAMP is exact to the millisecond; CHAR(n) becomes VARCHAR(n), which is
 * never padded, so that comparing it with a shorter text finds what SQL-1_0 found.
 */
public final class Types {
    /** AWS's longest VARCHAR, and what VARCHAR without a length is taken for. */
    public static final int MAX_LENGTH = 65535;

    /** What ROWTIME and every TIMESTAMP are. */
    public static final TimestampType TIMESTAMP = new TimestampType(3);

    private static final Pattern FORM =
            Pattern.compile("([A-Z][A-Z ]*?)\\s*(?:\\(\\s*(\\d{1,9})\\s*(?:,\\s*(\\d{1,9})\\s*)?\\))?(\\s+(?:WITHOUT TIME ZONE|VARYING.*|TO .*))?");

    private Types() {}

    /**
     * @param text as a column of the API or a declaration has it, such as {@code VARCHAR(16)} or {@code double precision}
     * @throws IllegalArgumentException in words for its author, when there is no such type
     */
    public static LogicalType of(String text) {
        String plain = text.strip().toUpperCase(Locale.ROOT).replaceAll("\\s+", " ").replaceAll("[`\"]", "");
        if (plain.startsWith("INTERVAL ")) {
            return plain.contains("YEAR") || plain.contains("MONTH")
                    ? new YearMonthIntervalType(YearMonthIntervalType.YearMonthResolution.MONTH)
                    : new DayTimeIntervalType(DayTimeIntervalType.DayTimeResolution.SECOND, 2, 3);
        }
        Matcher form = FORM.matcher(plain.replaceFirst("\\b(CHAR|CHARACTER|BINARY) VARYING", "VAR$1"));
        if (!form.matches()) {
            throw unknown(text);
        }
        String name = form.group(4) == null ? form.group(1) : form.group(1) + form.group(4).stripTrailing();
        return named(name, number(form.group(2)), number(form.group(3)), text);
    }

    /** A type as the parser has it. Its positions are the user's. */
    public static LogicalType of(SqlDataTypeSpec spec) {
        try {
            return of(spec.toSqlString(CalciteSqlDialect.DEFAULT).getSql().replace("\"", ""));
        } catch (IllegalArgumentException wrong) {
            SqlParserPos at = spec.getParserPosition();
            throw new CodeError(at.getLineNum(), at.getColumnNum(), wrong.getMessage());
        }
    }

    /** A type as text that Flink SQL reads. */
    public static SqlDataTypeSpec spec(LogicalType type, SqlParserPos at) {
        return new SqlDataTypeSpec(
                switch (type.getTypeRoot()) {
                    case BOOLEAN -> new SqlBasicTypeNameSpec(SqlTypeName.BOOLEAN, at);
                    case TINYINT -> new SqlBasicTypeNameSpec(SqlTypeName.TINYINT, at);
                    case SMALLINT -> new SqlBasicTypeNameSpec(SqlTypeName.SMALLINT, at);
                    case INTEGER -> new SqlBasicTypeNameSpec(SqlTypeName.INTEGER, at);
                    case BIGINT -> new SqlBasicTypeNameSpec(SqlTypeName.BIGINT, at);
                    case FLOAT -> new SqlBasicTypeNameSpec(SqlTypeName.FLOAT, at);
                    case DOUBLE -> new SqlBasicTypeNameSpec(SqlTypeName.DOUBLE, at);
                    case DECIMAL -> new SqlBasicTypeNameSpec(
                            SqlTypeName.DECIMAL, ((DecimalType) type).getPrecision(), ((DecimalType) type).getScale(), at);
                    case VARCHAR -> new SqlBasicTypeNameSpec(SqlTypeName.VARCHAR, ((VarCharType) type).getLength(), at);
                    case BINARY -> new SqlBasicTypeNameSpec(SqlTypeName.BINARY, ((BinaryType) type).getLength(), at);
                    case VARBINARY -> new SqlBasicTypeNameSpec(SqlTypeName.VARBINARY, ((VarBinaryType) type).getLength(), at);
                    case DATE -> new SqlBasicTypeNameSpec(SqlTypeName.DATE, at);
                    case TIME_WITHOUT_TIME_ZONE -> new SqlBasicTypeNameSpec(SqlTypeName.TIME, at);
                    case TIMESTAMP_WITHOUT_TIME_ZONE -> new SqlBasicTypeNameSpec(SqlTypeName.TIMESTAMP, 3, at);
                    default -> throw new IllegalArgumentException("a value cannot be converted to " + type.asSummaryString());
                },
                at);
    }

    private static LogicalType named(String name, Integer first, Integer second, String text) {
        return switch (name) {
            case "BOOLEAN" -> new BooleanType();
            case "TINYINT" -> new TinyIntType();
            case "SMALLINT" -> new SmallIntType();
            case "INT", "INTEGER" -> new IntType();
            case "BIGINT" -> new BigIntType();
            case "REAL" -> new FloatType();
            case "FLOAT", "DOUBLE", "DOUBLE PRECISION" -> new DoubleType();
            case "DECIMAL", "DEC", "NUMERIC" -> decimal(first == null ? 18 : first, second == null ? 0 : second, text);
            case "CHAR", "CHARACTER" -> new VarCharType(length(first, 1, text));
            case "VARCHAR", "VARCHARACTER" -> new VarCharType(length(first, MAX_LENGTH, text));
            case "BINARY" -> new BinaryType(length(first, 1, text));
            case "VARBINARY" -> new VarBinaryType(length(first, MAX_LENGTH, text));
            case "DATE" -> new DateType();
            case "TIME", "TIME WITHOUT TIME ZONE" -> new TimeType(0);
            case "TIMESTAMP", "TIMESTAMP WITHOUT TIME ZONE" -> TIMESTAMP;
            default -> throw unknown(text);
        };
    }

    private static DecimalType decimal(int precision, int scale, String text) {
        if (precision < 1 || precision > DecimalType.MAX_PRECISION || scale > precision) {
            throw new IllegalArgumentException(
                    "the type " + text.strip() + " cannot be: a precision of 1 to " + DecimalType.MAX_PRECISION
                            + " and a scale up to it are expected");
        }
        return new DecimalType(precision, scale);
    }

    private static int length(Integer given, int otherwise, String text) {
        if (given != null && (given < 1 || given > MAX_LENGTH)) {
            throw new IllegalArgumentException("the type " + text.strip() + " cannot be: a length of 1 to " + MAX_LENGTH + " is expected");
        }
        return given == null ? otherwise : given;
    }

    private static Integer number(String digits) {
        return digits == null ? null : Integer.valueOf(digits);
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException(
                "there is no type " + text.strip() + ": expected BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, FLOAT, DOUBLE,"
                        + " CHAR, VARCHAR, BINARY, VARBINARY, DATE, TIME, TIMESTAMP or INTERVAL");
    }
}
