using Wasmill.Events.Cesql.Nodes;
using Wasmill.Events.Cesql.Parsing;
using Wasmill.Events.Cesql.Values;
using Wasmill.Events.Scopes;

namespace Wasmill.Events.Cesql;

// Tested by: CesqlParserTests, CesqlEvaluationTests
/// <summary>
/// An expression of the CloudEvents SQL Expression Language 1.0 (cloudevents/spec, cesql/spec.md), read and ready. Immutable and safe for use by many threads at once.
/// </summary>
/// <remarks>
/// An evaluation stops at its first error. It allocates nothing but the texts that functions and casts to String make.
/// The text may have 64 Ki characters, and 200 levels of parentheses, operators and calls.
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

    /// <summary>Whether some event can make it a Boolean. An expression that cannot be one never passes as a filter.</summary>
    public bool CanBeBoolean => _root.Type is null or CesqlType.Boolean;

    /// <summary>What hardly means what the writer wanted, in the order of the text.</summary>
    public IReadOnlyList<CesqlWarning> Warnings { get; }

    /// <summary>The events' types for which it can be true.</summary>
    internal TypeScope Scope => _root.Scope;

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="expression">The expression when nothing is wrong.</param>
    /// <returns>Null, or what is wrong.</returns>
    public static CesqlParseError? Parse(string text, out CesqlExpression? expression)
    {
        var parser = new CesqlParser(text);
        var root = parser.Parse();
        expression = root is null ? null : new CesqlExpression(text, root, [.. parser.Warnings.OrderBy(warning => warning.Column)]);
        return parser.Error;
    }

    /// <summary>Evaluates it over an event.</summary>
    public CesqlResult Evaluate(CloudEvent cloudEvent)
    {
        var error = default(CesqlError);
        var value = _root.Evaluate(cloudEvent, ref error);
        return new CesqlResult(value, error);
    }

    /// <inheritdoc />
    public override string ToString() => Text;
}
