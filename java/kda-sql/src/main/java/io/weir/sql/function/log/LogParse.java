package io.weir.sql.function.log;

import io.weir.sql.function.RowErrors;
import io.weir.sql.function.TextCast;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.inference.InputTypeStrategies;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.utils.TypeConversions;

/**
 * One call of one of the functions that parse logs: a line becomes a ROW of the call's columns, or NULL when it is not such a line. Every call
 * has its own instance, since the columns are what its literals say.
 */
public final class LogParse extends ScalarFunction {
    private static final long serialVersionUID = 1;

    private final Splitter splitter;
    private final RowType type;
    private final TextCast[] casts;

    private LogParse(Splitter splitter, List<LogColumn> columns) {
        this.splitter = splitter;
        this.type =
                RowType.of(
                        columns.stream().map(LogColumn::type).toArray(LogicalType[]::new),
                        columns.stream().map(LogColumn::name).toArray(String[]::new));
        this.casts = columns.stream().map(column -> new TextCast(column.type(), column.pattern())).toArray(TextCast[]::new);
    }

    /** REGEX_LOG_PARSE(line, expression [, columns]); columns null = COLUMN1 and so on. */
    public static LogParse regex(String expression, String columns) {
        Pattern pattern = compile(expression);
        return new LogParse(Splitter.regex(pattern, false), columns(pattern, columns));
    }

    /** FAST_REGEX_LOG_PARSE(line, expression [, columns]): as little as can be for each group, and all of the line. */
    public static LogParse fastRegex(String expression, String columns) {
        Pattern pattern = compile(LazyExpression.of(expression));
        return new LogParse(Splitter.regex(pattern, true), columns(pattern, columns));
    }

    /** W3C_LOG_PARSE(line, format). */
    public static LogParse w3c(String format) {
        W3cFormat form = W3cFormat.of(format);
        return new LogParse(form.splitter(), form.columns());
    }

    /** SYS_LOG_PARSE(line). */
    public static LogParse sys(Clock clock) {
        return new LogParse(new SysLog(clock), SysLog.COLUMNS);
    }

    /** VARIABLE_COLUMN_LOG_PARSE(line, columns, delimiter [, escape, quote]); columns is a list or a count. */
    public static LogParse variable(String columns, String delimiter, String escape, String quote) {
        if (delimiter.isEmpty()) {
            throw new IllegalArgumentException("a delimiter of at least one character is expected");
        }
        List<LogColumn> list = columns.strip().matches("\\d{1,4}") ? LogColumn.unnamed(Integer.parseInt(columns.strip())) : LogColumn.list(columns);
        return new LogParse(Splitter.delimited(delimiter, escape, quote), list);
    }

    /** FIXED_COLUMN_LOG_PARSE(line, columns). */
    public static LogParse fixed(String columns) {
        List<LogColumn> list = LogColumn.list(columns);
        for (LogColumn column : list) {
            if (column.start() < 0) {
                throw new IllegalArgumentException("column " + column.name() + " has no START");
            }
        }
        return new LogParse(Splitter.fixed(list), list);
    }

    public RowData eval(StringData line) {
        String[] texts = line == null ? null : split(line.toString());
        if (texts == null) {
            return null;
        }
        GenericRowData row = new GenericRowData(casts.length);
        for (int i = 0; i < casts.length; i++) {
            row.setField(i, i < texts.length && texts[i] != null ? casts[i].apply(texts[i]) : null);
        }
        return row;
    }

    /** Java's expressions recurse: a long line can be more than the stack holds, and no line ends the job. */
    private String[] split(String line) {
        try {
            return splitter.split(line);
        } catch (StackOverflowError tooLong) {
            RowErrors.report(RowErrors.INVALID_ARGUMENT, "the text is too long for the regular expression");
            return null;
        }
    }

    @Override
    public TypeInference getTypeInference(DataTypeFactory types) {
        return TypeInference.newBuilder()
                .inputTypeStrategy(InputTypeStrategies.sequence(InputTypeStrategies.explicit(DataTypes.STRING().bridgedTo(StringData.class))))
                .outputTypeStrategy(TypeStrategies.explicit(TypeConversions.fromLogicalToDataType(type).bridgedTo(RowData.class)))
                .build();
    }

    @Override
    public boolean supportsConstantFolding() {
        return false;
    }

    private static List<LogColumn> columns(Pattern pattern, String columns) {
        int groups = pattern.matcher("").groupCount();
        if (groups == 0) {
            throw new IllegalArgumentException("the expression '" + pattern + "' has no groups: each would be a column");
        }
        List<LogColumn> list = columns == null ? LogColumn.unnamed(groups) : LogColumn.list(columns);
        if (list.size() != groups) {
            throw new IllegalArgumentException(list.size() + " columns are named and the expression has " + groups + " groups");
        }
        return list;
    }

    private static Pattern compile(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException("'" + expression + "' is not a regular expression: " + wrong.getDescription());
        }
    }
}
