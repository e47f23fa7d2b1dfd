using Wasmill.Events.Cesql.Values;
using Wasmill.Events.Scopes;

namespace Wasmill.Events.Cesql.Nodes;

/// <summary>A part of an expression. Immutable.</summary>
/// <param name="column">Where it stands in the text, from 1: for an operator the operator itself.</param>
/// <param name="type">The type it always has, or null when that depends on the event.</param>
/// <param name="depth">How many levels of parts it has, itself included.</param>
internal abstract class CesqlNode(int column, CesqlType? type, int depth)
{
    /// <summary>Where it stands in the text, from 1.</summary>
    public int Column => column;

    /// <summary>The type it always has, or null when that depends on the event.</summary>
    public CesqlType? Type => type;

    /// <summary>How many levels of parts it has, itself included: a bound for the stack that an evaluation takes.</summary>
    public int Depth => depth;

    /// <summary>The events' types for which this can be true.</summary>
    public virtual TypeScope Scope => TypeScope.Anything;

    /// <summary>
    /// Evaluates, and stops at the first error: a part whose own part failed returns the zero value of its type, so that an error can never make anything true
    /// (CESQL 1.0, section 4.1, "fail fast mode").
    /// </summary>
    public abstract CesqlValue Evaluate(CloudEvent cloudEvent, ref CesqlError error);
}
