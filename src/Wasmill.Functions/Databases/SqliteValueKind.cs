namespace Wasmill.Functions.Databases;

/// <summary>The type of a value, by its number in the ABI.</summary>
public enum SqliteValueKind : byte
{
    /// <summary>A 64-bit integer.</summary>
    Integer = 0,

    /// <summary>A 64-bit floating-point number.</summary>
    Real = 1,

    /// <summary>A text.</summary>
    Text = 2,

    /// <summary>Bytes.</summary>
    Blob = 3,

    /// <summary>No value.</summary>
    Null = 4,
}
