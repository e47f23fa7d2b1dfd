namespace Wasmill.Events.Filters.Data;

/// <summary>How a value of the payload is compared. A value that is absent passes nothing but <see cref="Exists"/> with false.</summary>
public enum DataComparison
{
    /// <summary>It is of the same type and equal; numbers by value, so that 1 is 1.0.</summary>
    Eq = 0,

    /// <summary>It is there, and of another type or not equal.</summary>
    Ne,

    /// <summary>Greater: numbers with numbers, texts with texts in the order of their code points. Other types never.</summary>
    Gt,

    /// <summary>Greater, or equal.</summary>
    Ge,

    /// <summary>Less.</summary>
    Lt,

    /// <summary>Less, or equal.</summary>
    Le,

    /// <summary>It is a text that begins with the operand.</summary>
    Prefix,

    /// <summary>It is a text that ends with the operand.</summary>
    Suffix,

    /// <summary>It is equal to one of the operands.</summary>
    In,

    /// <summary>It is there, be it null, when the operand is true; it is absent when the operand is false.</summary>
    Exists,
}
