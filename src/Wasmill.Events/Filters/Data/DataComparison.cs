namespace Wasmill.Events.Filters.Data;

/// <summary>The comparisons of payload values. An absent value passes only <see cref="Exists"/> with false.</summary>
public enum DataComparison
{
    /// <summary>The value has the same type and is equal; numbers compare by value, so 1 equals 1.0.</summary>
    Eq = 0,

    /// <summary>The value exists, and has another type or is not equal.</summary>
    Ne,

    /// <summary>The value is greater. Numbers compare with numbers, strings with strings by code point; other types never pass.</summary>
    Gt,

    /// <summary>The value is greater or equal.</summary>
    Ge,

    /// <summary>The value is less.</summary>
    Lt,

    /// <summary>The value is less or equal.</summary>
    Le,

    /// <summary>The value is a string that starts with the operand.</summary>
    Prefix,

    /// <summary>The value is a string that ends with the operand.</summary>
    Suffix,

    /// <summary>The value equals one of the operands.</summary>
    In,

    /// <summary>The value exists (null included) if the operand is true; it is absent if the operand is false.</summary>
    Exists,
}
