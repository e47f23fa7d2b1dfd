using Wasmill.Events.Cesql.Values;
using Wasmill.Events.Scopes;

namespace Wasmill.Events.Cesql.Nodes;

/// <summary>A node of an expression tree. Immutable.</summary>
/// <param name="column">Column in the text, from 1; for an operator, that of the operator itself.</param>
/// <param name="type">The static type; null if it depends on the event.</param>
/// <param name="depth">The number of levels of the subtree, including this node.</param>
internal abstract class CesqlNode(int column, CesqlType? type, int depth)
{
    /// <summary>Column in the text, from 1.</summary>
    public int Column => column;

    /// <summary>The static type; null if it depends on the event.</summary>
    public CesqlType? Type => type;

    /// <summary>The number of levels of the subtree, including this node: bounds the stack that an evaluation uses.</summary>
    public int Depth => depth;

    /// <summary>The event types for which this node can be true.</summary>
    public virtual TypeScope Scope => TypeScope.Anything;

    /// <summary>
    /// Evaluates the node and stops at the first error: a node whose operand failed returns the zero value of its type, so that an error
    /// can never make anything true
    /// (CESQL 1.0, section 4.1, "fail fast mode").
    /// </summary>
    public abstract CesqlValue Evaluate(CloudEvent cloudEvent, ref CesqlError error);
}
