package io.weir.sql.translate.shape;

import io.weir.sql.program.CodeError;
import io.weir.sql.stream.InAppStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.type.SqlTypeName;

/** The operands of a function of streams: a cursor, then values that the author writes out. */
final class Arguments {
    private final SqlCall call;
    private final String function;

    /** @param most how many operands the function has at most, the cursor among them */
    Arguments(SqlCall call, int least, int most) {
        this.call = call;
        this.function = call.getOperator().getName();
        int count = call.operandCount();
        if (count < least || count > most) {
            String expected = least == most ? String.valueOf(least) : least + " to " + most;
            throw error(call, function + " has " + expected + " parameters, not " + count);
        }
        for (int i = 0; i < count; i++) {
            if ((call.operand(i).getKind() == SqlKind.CURSOR) != (i == 0)) {
                throw error(call.operand(i), "The first parameter of " + function + ", and no other, is CURSOR(SELECT STREAM ...)");
            }
        }
    }

    int integer(int position, String name) {
        long value = number(position, name).longValue();
        if (value != number(position, name).doubleValue() || value != (int) value) {
            throw error(call.operand(position), name + " of " + function + " is an integer");
        }
        return (int) value;
    }

    /** @param otherwise where the author leaves it out */
    int integer(int position, String name, int otherwise) {
        return position < call.operandCount() ? integer(position, name) : otherwise;
    }

    double real(int position, String name) {
        return number(position, name).doubleValue();
    }

    private Number number(int position, String name) {
        SqlNode node = call.operand(position);
        boolean negative = node.getKind() == SqlKind.MINUS_PREFIX;
        if ((negative ? ((SqlCall) node).operand(0) : node) instanceof SqlNumericLiteral literal) {
            return negative ? literal.bigDecimalValue().negate() : literal.bigDecimalValue();
        }
        throw error(node, name + " of " + function + " is a number");
    }

    boolean truth(int position, String name, boolean otherwise) {
        if (position >= call.operandCount()) {
            return otherwise;
        }
        if (call.operand(position) instanceof SqlLiteral literal && literal.getTypeName() == SqlTypeName.BOOLEAN) {
            return literal.booleanValue();
        }
        throw error(call.operand(position), name + " of " + function + " is TRUE or FALSE");
    }

    String text(int position, String name) {
        if (call.operand(position) instanceof SqlCharStringLiteral literal) {
            return literal.getValueAs(String.class);
        }
        throw error(call.operand(position), name + " of " + function + " is a text in single quotation marks");
    }

    /** The position of a column that is named in quotation marks: its exact name, or one that differs in case alone. */
    int column(int position, String name, InAppStream stream) {
        String column = text(position, name);
        List<String> names = stream.type().getFieldNames();
        int found = names.indexOf(column);
        if (found < 0) {
            found = names.stream().map(each -> each.toUpperCase(Locale.ROOT)).toList().indexOf(column.toUpperCase(Locale.ROOT));
        }
        if (found < 0) {
            throw error(call.operand(position), "There is no column \"" + column + "\" among " + names);
        }
        return found;
    }

    /** Settings that refuse what cannot be, said of the call. */
    <T> T checked(Supplier<T> settings) {
        try {
            return settings.get();
        } catch (IllegalArgumentException refused) {
            throw error(call, function + ": " + refused.getMessage());
        }
    }

    CodeError error(SqlNode at, String message) {
        return new CodeError(at.getParserPosition().getLineNum(), at.getParserPosition().getColumnNum(), message);
    }

    CodeError error(int position, String message) {
        return error(call.operand(position), message);
    }
}
