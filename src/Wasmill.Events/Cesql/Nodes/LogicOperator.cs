namespace Wasmill.Events.Cesql.Nodes;

/// <summary>The operators on two Booleans. All have the same precedence.</summary>
internal enum LogicOperator
{
    /// <summary>True if both are true; the right operand is not evaluated if the left one is false.</summary>
    And = 0,

    /// <summary>True if at least one is true; the right operand is not evaluated if the left one is true.</summary>
    Or,

    /// <summary>True if exactly one is true.</summary>
    Xor,
}
