namespace Wasmill.Events.Cesql.Nodes;

/// <summary>The comparison operators on two Integers.</summary>
internal enum Comparison
{
    /// <summary>Less than.</summary>
    Less = 0,

    /// <summary>Less than or equal.</summary>
    LessOrEqual,

    /// <summary>Greater than.</summary>
    Greater,

    /// <summary>Greater than or equal.</summary>
    GreaterOrEqual,
}
