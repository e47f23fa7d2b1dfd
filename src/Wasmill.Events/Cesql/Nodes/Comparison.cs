namespace Wasmill.Events.Cesql.Nodes;

/// <summary>How two Integers are compared.</summary>
internal enum Comparison
{
    /// <summary>Less.</summary>
    Less = 0,

    /// <summary>Less, or equal.</summary>
    LessOrEqual,

    /// <summary>Greater.</summary>
    Greater,

    /// <summary>Greater, or equal.</summary>
    GreaterOrEqual,
}
