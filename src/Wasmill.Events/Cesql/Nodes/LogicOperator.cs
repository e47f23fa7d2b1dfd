namespace Wasmill.Events.Cesql.Nodes;

/// <summary>The operators on two Booleans. All have the same precedence.</summary>
internal enum LogicOperator
{
    /// <summary>Both; the right operand is not evaluated when the left one is false.</summary>
    And = 0,

    /// <summary>At least one; the right operand is not evaluated when the left one is true.</summary>
    Or,

    /// <summary>Exactly one.</summary>
    Xor,
}
