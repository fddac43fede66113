package io.weir.sql.translate;

import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.sql.SqlDialect;

/** How Flink SQL is written: names in back-ticks, case as it is, text in any letters. */
final class FlinkDialect extends SqlDialect {
    static final FlinkDialect INSTANCE =
            new FlinkDialect(
                    SqlDialect.EMPTY_CONTEXT
                            .withDatabaseProduct(DatabaseProduct.UNKNOWN)
                            .withIdentifierQuoteString("`")
                            .withNullCollation(NullCollation.LOW)
                            .withUnquotedCasing(Casing.UNCHANGED));

    private FlinkDialect(Context context) {
        super(context);
    }

    /** Without a character set: Flink reads literals as they are. */
    @Override
    public void quoteStringLiteral(StringBuilder buffer, String charsetName, String value) {
        buffer.append('\'').append(value.replace("'", "''")).append('\'');
    }
}
