using Wasmill.Events.Cesql.Nodes;
using Wasmill.Events.Cesql.Parsing;
using Wasmill.Events.Cesql.Values;
using Wasmill.Events.Scopes;

namespace Wasmill.Events.Cesql;

// Tested by: CesqlParserTests, CesqlEvaluationTests
/// <summary>
/// An expression of the CloudEvents SQL Expression Language 1.0 (cloudevents/spec, cesql/spec.md), parsed. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// An evaluation stops at its first error. It allocates only the strings that functions and casts to String create.
/// The text may have up to 65,536 characters and 200 levels of parentheses, operators and calls.
/// </remarks>
public sealed class CesqlExpression
{
    private readonly CesqlNode _root;

    private CesqlExpression(string text, CesqlNode root, IReadOnlyList<CesqlWarning> warnings)
    {
        Text = text;
        _root = root;
        Warnings = warnings;
    }

    /// <summary>The expression as it was written.</summary>
    public string Text { get; }

    /// <summary>Indicates whether the expression can evaluate to a Boolean. An expression that cannot never passes as a filter.</summary>
    public bool CanBeBoolean => _root.Type is null or CesqlType.Boolean;

    /// <summary>Warnings about parts that probably do not mean what the author intended, in the order of the text.</summary>
    public IReadOnlyList<CesqlWarning> Warnings { get; }

    /// <summary>The event types for which the expression can be true.</summary>
    internal TypeScope Scope => _root.Scope;

    /// <summary>Parses an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="expression">The parsed expression; null on error.</param>
    /// <returns>Null on success; otherwise the error.</returns>
    public static CesqlParseError? Parse(string text, out CesqlExpression? expression)
    {
        var parser = new CesqlParser(text);
        var root = parser.Parse();
        expression = root is null ? null : new CesqlExpression(text, root, [.. parser.Warnings.OrderBy(warning => warning.Column)]);
        return parser.Error;
    }

    /// <summary>Evaluates the expression against an event.</summary>
    public CesqlResult Evaluate(CloudEvent cloudEvent)
    {
        var error = default(CesqlError);
        var value = _root.Evaluate(cloudEvent, ref error);
        return new CesqlResult(value, error);
    }

    /// <inheritdoc />
    public override string ToString() => Text;
}
