<#-- What the SQL dialect of Kinesis Data Analytics has beyond Calcite's grammar. KdaProgram is where parsing begins. -->

List<Statement> KdaProgram() :
{
    final List<Statement> statements = new ArrayList<Statement>();
}
{
    ( <SEMICOLON> )*
    (
        KdaStatements(statements)
        (
            <SEMICOLON>
            [ KdaStatements(statements) ]
        )*
    )?
    <EOF> { return statements; }
}

/* A query that fills nothing is accepted, as by AWS, and nobody sees its rows. */
void KdaStatements(List<Statement> statements) :
{
    final Statement statement;
}
{
    statement = KdaStatement() { statements.add(statement); }
|
    SqlSelect()
}

Statement KdaStatement() :
{
    boolean replaces = false;
    final Statement statement;
}
{
    <CREATE>
    [ <OR> <REPLACE> { replaces = true; } ]
    (
        statement = KdaCreateStream(replaces)
    |
        statement = KdaCreatePump(replaces)
    |
        statement = KdaCreateView(replaces)
    |
        statement = KdaCreateFunction(replaces)
    )
    { return statement; }
}

Statement KdaCreateStream(boolean replaces) :
{
    final SqlIdentifier name;
    final List<Column> columns = new ArrayList<Column>();
}
{
    <STREAM> name = SimpleIdentifier()
    <LPAREN> KdaColumn(columns) ( <COMMA> KdaColumn(columns) )* <RPAREN>
    KdaDescription()
    { return new StreamDeclaration(name, replaces, columns); }
}

void KdaColumn(List<Column> columns) :
{
    final SqlIdentifier name;
    final SqlDataTypeSpec type;
    final boolean nullable;
}
{
    name = SimpleIdentifier() type = DataType() nullable = NotNullOpt()
    { columns.add(new Column(name, type, nullable)); }
}

Statement KdaCreatePump(boolean replaces) :
{
    final SqlIdentifier name;
    final SqlIdentifier target;
    SqlNodeList columns = null;
    final SqlNode query;
}
{
    <PUMP> name = SimpleIdentifier()
    [ <STOPPED> | <STARTED> ]
    KdaDescription()
    <AS> <INSERT> <INTO> target = SimpleIdentifier()
    [ LOOKAHEAD(2) columns = KdaColumnNames() ]
    query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    { return new Pump(name, replaces, target, columns, query); }
}

/* Not a list of Calcite's: that would take a parenthesised query for one. */
SqlNodeList KdaColumnNames() :
{
    final Span s;
    final List<SqlNode> names = new ArrayList<SqlNode>();
    SqlIdentifier name;
}
{
    <LPAREN> { s = span(); }
    name = SimpleIdentifier() { names.add(name); }
    ( <COMMA> name = SimpleIdentifier() { names.add(name); } )*
    <RPAREN> { return new SqlNodeList(names, s.end(this)); }
}

Statement KdaCreateView(boolean replaces) :
{
    final SqlIdentifier name;
    SqlNodeList columns = null;
    final SqlNode query;
}
{
    <VIEW> name = SimpleIdentifier()
    [ columns = KdaColumnNames() ]
    KdaDescription()
    <AS> query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    { return new ViewDeclaration(name, replaces, columns, query); }
}

Statement KdaCreateFunction(boolean replaces) :
{
    final SqlIdentifier name;
    final List<Column> parameters = new ArrayList<Column>();
    final SqlDataTypeSpec returns;
    boolean strict = false;
    final SqlNode body;
}
{
    <FUNCTION> name = SimpleIdentifier()
    <LPAREN> [ KdaParameter(parameters) ( <COMMA> KdaParameter(parameters) )* ] <RPAREN>
    <RETURNS> returns = DataType()
    (
        <LANGUAGE> <SQL>
    |
        <SPECIFIC> SimpleIdentifier()
    |
        [ <NOT> ] <DETERMINISTIC>
    |
        <CONTAINS> <SQL>
    |
        <RETURNS> <NULL> <ON> <NULL> <INPUT> { strict = true; }
    |
        <CALLED> <ON> <NULL> <INPUT>
    )*
    <RETURN> body = Expression(ExprContext.ACCEPT_NON_QUERY)
    { return new FunctionDeclaration(name, replaces, parameters, returns, strict, body); }
}

void KdaParameter(List<Column> parameters) :
{
    final SqlIdentifier name;
    final SqlDataTypeSpec type;
}
{
    name = SimpleIdentifier() type = DataType()
    { parameters.add(new Column(name, type, true)); }
}

/* Texts for people: nothing looks at them. */
void KdaDescription() :
{
}
{
    [ <DESCRIPTION> StringLiteral() ]
}

/* The window of one side of a join: FROM s OVER (RANGE INTERVAL '1' MINUTE PRECEDING). */
SqlNode KdaTableOver() :
{
    final SqlNode window;
}
{
    [
        <OVER>
        (
            window = SimpleIdentifier()
        |
            window = WindowSpecification()
        )
        { return window; }
    ]
    { return null; }
}

/* Stands in the select's group by list as one call, so that everything that follows a grouping follows this one. */
SqlNodeList WindowedByStagger() :
{
    final Span s;
    final Span k;
    SqlNodeList keys = SqlNodeList.EMPTY;
    final SqlNode interval;
}
{
    <WINDOWED> { s = span(); } <BY> <STAGGER> <LPAREN>
    [ <PARTITION> { k = span(); } <BY> keys = ExpressionCommaList(k, ExprContext.ACCEPT_NON_QUERY) ]
    <RANGE> interval = Expression(ExprContext.ACCEPT_NON_QUERY) [ <PRECEDING> ]
    <RPAREN>
    {
        final SqlParserPos pos = s.end(this);
        return SqlNodeList.of(KdaOperators.STAGGER.createCall(pos, interval, keys));
    }
}

SqlNode StepFunctionCall() :
{
    final Span s;
    final SqlNode value;
    final SqlNode unit;
}
{
    <STEP> { s = span(); } <LPAREN>
    value = Expression(ExprContext.ACCEPT_SUB_QUERY) <BY> unit = Expression(ExprContext.ACCEPT_SUB_QUERY)
    <RPAREN>
    { return KdaOperators.STEP.createCall(s.end(this), value, unit); }
}

/* NTH_VALUE(x, n) FROM FIRST | LAST */
SqlCall KdaFromEnd(SqlCall nthValue) :
{
}
{
    <FROM>
    (
        <FIRST> { return nthValue; }
    |
        <LAST> { return KdaOperators.FROM_LAST.createCall(nthValue.getParserPosition(), nthValue); }
    )
}
