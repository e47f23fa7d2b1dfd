using Wasmill.Events.Cesql.Functions;
using Wasmill.Events.Cesql.Nodes;
using Wasmill.Events.Cesql.Values;

namespace Wasmill.Events.Cesql.Parsing;

/// <summary>
/// Pratt parser for expressions. Precedence from highest to lowest: NOT and -; LIKE; IN; * / %; + -; comparisons; AND, OR and XOR (equal;
/// CESQL 1.0, section 3.6).
/// </summary>
/// <remarks>A method that returns null has set <see cref="Error"/>.</remarks>
internal sealed class CesqlParser
{
    /// <summary>The maximum length of the text in characters (65,536).</summary>
    public const int LongestText = 64 * 1024;

    // A level takes two stack frames in the parser or one in the evaluation, a few hundred bytes each:
    // 200 levels are far below the smallest stack (1 MiB).
    private const int DeepestNesting = 200;
    private const int LogicLevel = 1;
    private const int ComparisonLevel = 2;
    private const int SumLevel = 3;
    private const int ProductLevel = 4;
    private const int InLevel = 5;
    private const int LikeLevel = 6;
    private const int UnaryLevel = 7;
    private readonly CesqlLexer _lexer;
    private readonly List<CesqlWarning> _warnings = [];
    private CesqlToken _token;
    private int _depth;

    /// <summary>Creates a parser for a text.</summary>
    public CesqlParser(string text)
    {
        _lexer = new CesqlLexer(text);
        if (text.Length > LongestText)
            Error = new CesqlParseError(LongestText + 1, $"the expression must have at most {LongestText:N0} characters");
        else
            Advance();
    }

    /// <summary>The reason why the text is not a valid expression, or null.</summary>
    public CesqlParseError? Error { get; private set; }

    /// <summary>Warnings about the expression so far.</summary>
    public IReadOnlyList<CesqlWarning> Warnings => _warnings;

    /// <summary>Parses the whole text.</summary>
    public CesqlNode? Parse()
    {
        var root = Error is null ? ParseExpression(LogicLevel) : null;
        if (root is not null && _token.Kind != CesqlTokenKind.End)
            return Fail(
                _token,
                _token.Is(")") ? "this closing parenthesis has no opening parenthesis" : $"expected an operator, not {_token.Describe()}");
        return root;
    }

    private CesqlNode? ParseExpression(int level)
    {
        if (_depth >= DeepestNesting)
            return FailNesting(_token);
        _depth++;
        var first = _token;
        var left = ParsePrefix();
        var isBareNot = left is NotNode && first.Is("NOT");
        while (left is not null && LevelOf(_token) is var found && found >= level)
        {
            if (isBareNot && found > LogicLevel)
                _warnings.Add(new CesqlWarning(first.Column, $"NOT binds tighter than {_token.Describe()}; use NOT (...) to negate the "
                    + "whole comparison, or put NOT and its operand in parentheses"));
            isBareNot = false;
            left = ParseInfix(left, found);
            if (left?.Depth > DeepestNesting)
                left = FailNesting(_token);
        }

        _depth--;
        return left;
    }

    private CesqlNode? ParseInfix(CesqlNode left, int level)
    {
        if (level == LogicLevel)
            return ParseLogic(left);
        var operation = _token;
        Advance();
        var negated = operation.Is("NOT");
        if (negated)
        {
            operation = _token;
            Advance();
        }

        if (operation.Is("LIKE"))
            return ParseLike(left, negated, operation);
        if (operation.Is("IN"))
            return ParseSet() is { } set ? new InNode(operation.Column, negated, left, set) : null;
        if (negated)
            return Fail(operation, $"expected LIKE or IN after NOT, not {operation.Describe()}");
        return ParseExpression(level + 1) is { } right ? MakeBinary(operation, left, right) : null;
    }

    private static CesqlNode MakeBinary(CesqlToken operation, CesqlNode left, CesqlNode right) => operation.Text switch
    {
        "=" => new EqualityNode(operation.Column, negated: false, left, right),
        "!=" or "<>" => new EqualityNode(operation.Column, negated: true, left, right),
        "<" => new ComparisonNode(operation.Column, Comparison.Less, left, right),
        "<=" => new ComparisonNode(operation.Column, Comparison.LessOrEqual, left, right),
        ">" => new ComparisonNode(operation.Column, Comparison.Greater, left, right),
        ">=" => new ComparisonNode(operation.Column, Comparison.GreaterOrEqual, left, right),
        _ => new ArithmeticNode(operation.Column, operation.Text[0], left, right),
    };

    private LogicNode? ParseLogic(CesqlNode first)
    {
        var column = _token.Column;
        var rest = new List<(LogicOperator Operator, CesqlNode Operand)>();
        while (LevelOf(_token) == LogicLevel)
        {
            var operation = _token.Text switch { "AND" => LogicOperator.And, "OR" => LogicOperator.Or, _ => LogicOperator.Xor };
            if (rest.Count > 0 && rest[^1].Operator != operation)
                _warnings.Add(new CesqlWarning(_token.Column, "AND, OR and XOR have the same precedence and are applied from left to right "
                    + "(by some other engines from right to left); use parentheses"));
            Advance();
            if (ParseExpression(ComparisonLevel) is not { } operand)
                return null;
            rest.Add((operation, operand));
        }

        return new LogicNode(column, first, rest);
    }

    private LikeNode? ParseLike(CesqlNode left, bool negated, CesqlToken operation)
    {
        if (_token.Kind != CesqlTokenKind.String)
        {
            Fail(_token, $"the pattern of LIKE must be a quoted string, not {_token.Describe()}");
            return null;
        }

        var pattern = _token.Text;
        Advance();
        return new LikeNode(operation.Column, negated, left, pattern);
    }

    private List<CesqlNode>? ParseSet()
    {
        if (!_token.Is("("))
        {
            Fail(_token, $"the set of IN must start with \"(\", not {_token.Describe()}");
            return null;
        }

        Advance();
        if (!_token.Is(")"))
            return ParseList();
        Fail(_token, "the set of IN must have at least one element");
        return null;
    }

    private CesqlNode? ParsePrefix()
    {
        var token = _token;
        Advance();
        switch (token.Kind)
        {
            case CesqlTokenKind.String:
                return new LiteralNode(token.Column, CesqlValue.From(token.Text));
            case CesqlTokenKind.Integer:
                return MakeInteger(token, token.Text);
            case CesqlTokenKind.Name:
                return ParseName(token);
            case CesqlTokenKind.Wrong:
                return Fail(token, token.Text);
        }

        switch (token.Text)
        {
            case "TRUE" or "FALSE":
                return new LiteralNode(token.Column, CesqlValue.From(token.Text == "TRUE"));
            case "NOT":
                return ParseExpression(UnaryLevel) is { } operand ? new NotNode(token.Column, operand) : null;
            case "EXISTS":
                return ParseExists(token);
            case "-" or "+" when _token.Kind == CesqlTokenKind.Integer && _token.Start == token.End:
                var digits = _token.Text;
                Advance();
                return MakeInteger(token, token.Text + digits);
            case "-":
                return ParseExpression(UnaryLevel) is { } number ? new NegateNode(token.Column, number) : null;
            case "(":
                return ParseExpression(LogicLevel) is { } inner && Expect(")", token) ? inner : null;
            default:
                return Fail(
                    token,
                    token.Kind == CesqlTokenKind.End && token.Start == 0
                        ? "the expression is empty"
                        : $"expected a value, not {token.Describe()}");
        }
    }

    private ExistsNode? ParseExists(CesqlToken token)
    {
        var name = _token;
        if (name.Kind is not (CesqlTokenKind.Name or CesqlTokenKind.Integer))
        {
            Fail(name, $"EXISTS must be followed by an attribute name, not {name.Describe()}");
            return null;
        }

        Advance();
        return CheckName(name) ? new ExistsNode(token.Column, Fold(name)) : null;
    }

    private CesqlNode? ParseName(CesqlToken name)
    {
        if (!_token.Is("("))
            return CheckName(name) ? new AttributeNode(name.Column, Fold(name)) : null;
        if (name.Text.Any(char.IsAsciiDigit) || name.Text[0] == '_')
            return Fail(name, $"\"{name.Text}\" is not a valid function name; use letters and _, starting with a letter");
        Advance();
        var arguments = new List<CesqlNode>();
        if (_token.Is(")"))
            Advance();
        else if (ParseList() is { } list)
            arguments = list;
        else
            return null;
        if (BuiltInFunctions.Find(name.Text, arguments.Count) is { } function)
            return new FunctionNode(name.Column, function, arguments);
        _warnings.Add(new CesqlWarning(name.Column, DescribeUnknown(name.Text), IsCertainError: true));
        return new UnknownFunctionNode(name.Column, name.Text);
    }

    // The elements up to and including the closing parenthesis.
    private List<CesqlNode>? ParseList()
    {
        var list = new List<CesqlNode>();
        while (ParseExpression(LogicLevel) is { } element)
        {
            list.Add(element);
            if (_token.Is(")"))
            {
                Advance();
                return list;
            }

            if (!_token.Is(","))
            {
                Fail(_token, $"expected \",\" or \")\", not {_token.Describe()}");
                return null;
            }

            Advance();
        }

        return null;
    }

    private LiteralNode? MakeInteger(CesqlToken token, string text)
    {
        if (CesqlCast.TryParse(text, out var number))
            return new LiteralNode(token.Column, CesqlValue.From(number));
        Fail(token, "a number must be between -2147483648 and 2147483647");
        return null;
    }

    private bool CheckName(CesqlToken name)
    {
        if (name.Text.Contains('_', StringComparison.Ordinal))
        {
            Fail(name, $"\"{name.Text}\" is not a valid attribute name; use letters and digits");
            return false;
        }

        if (name.Text.Equals("data", StringComparison.OrdinalIgnoreCase))
            _warnings.Add(new CesqlWarning(name.Column, "data is not an attribute: CESQL cannot read the payload (a data filter can)"));
        return true;
    }

    // The specification's text does not allow upper case, but its grammar files and its conformance tests do.
#pragma warning disable CA1308 // Attribute names are lowercase.
    private static string Fold(CesqlToken name) => name.Text.ToLowerInvariant();
#pragma warning restore CA1308

    private static string DescribeUnknown(string name)
    {
        if (BuiltInFunctions.Names.Contains(name, StringComparer.OrdinalIgnoreCase))
            return $"{name} does not accept this number of arguments; the call fails for every event";
        var hint = Spelling.Closest(name, BuiltInFunctions.Names) is { } guess
            ? $"; did you mean {guess}?"
            : $"; use one of {string.Join(", ", BuiltInFunctions.Names)}";
        return $"\"{name}\" is not a function; the call fails for every event{hint}";
    }

    private static int LevelOf(CesqlToken token)
        => token.Kind is not (CesqlTokenKind.Keyword or CesqlTokenKind.Symbol) ? 0 : token.Text switch
        {
            "AND" or "OR" or "XOR" => LogicLevel,
            "=" or "!=" or "<>" or "<" or "<=" or ">" or ">=" => ComparisonLevel,
            "+" or "-" => SumLevel,
            "*" or "/" or "%" => ProductLevel,
            "IN" => InLevel,
            "LIKE" or "NOT" => LikeLevel,
            _ => 0,
        };

    private bool Expect(string symbol, CesqlToken opened)
    {
        if (_token.Is(symbol))
        {
            Advance();
            return true;
        }

        Fail(_token, $"expected \"{symbol}\", not {_token.Describe()}; the parenthesis in column {opened.Column} is not closed");
        return false;
    }

    private void Advance() => _token = _lexer.Next();

    private CesqlNode? FailNesting(CesqlToken token) => Fail(token, $"the expression must be nested at most {DeepestNesting} levels deep");

    // Only the first error counts: later ones are its consequence. A token of kind Wrong carries its own message.
    private CesqlNode? Fail(CesqlToken token, string message)
    {
        Error ??= new CesqlParseError(token.Column, token.Kind == CesqlTokenKind.Wrong ? token.Text : message);
        return null;
    }
}
