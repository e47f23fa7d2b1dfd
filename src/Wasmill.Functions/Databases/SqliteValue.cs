namespace Wasmill.Functions.Databases;

// Tested by: SqliteDatabasesTests
/// <summary>A value of SQLite: exactly one of its five types. Created by one of the factories.</summary>
public readonly struct SqliteValue
{
    private readonly long _integer;
    private readonly double _real;
    private readonly object? _bytes;

    private SqliteValue(SqliteValueKind kind, long integer, double real, object? bytes)
    {
        Kind = kind;
        _integer = integer;
        _real = real;
        _bytes = bytes;
    }

    /// <summary>No value.</summary>
    public static SqliteValue Null { get; } = new(SqliteValueKind.Null, 0, 0, null);

    /// <summary>The type.</summary>
    public SqliteValueKind Kind { get; }

    /// <summary>The integer; 0 for another type.</summary>
    public long Integer => _integer;

    /// <summary>The number; 0 for another type than <see cref="SqliteValueKind.Real"/>.</summary>
    public double Real => _real;

    /// <summary>The text; empty for another type.</summary>
    public string Text => _bytes as string ?? "";

    /// <summary>The bytes; empty for another type.</summary>
    public ReadOnlyMemory<byte> Blob => _bytes as byte[] ?? [];

    /// <summary>Creates an integer.</summary>
    public static SqliteValue Of(long integer) => new(SqliteValueKind.Integer, integer, 0, null);

    /// <summary>Creates a floating-point number.</summary>
    public static SqliteValue Of(double real) => new(SqliteValueKind.Real, 0, real, null);

    /// <summary>Creates a text.</summary>
    public static SqliteValue Of(string text) => new(SqliteValueKind.Text, 0, 0, text);

    /// <summary>Creates bytes, which are not copied.</summary>
    public static SqliteValue Of(byte[] blob) => new(SqliteValueKind.Blob, 0, 0, blob);

    /// <summary>Formats the value for messages and tests: <c>1</c>, <c>1.5</c>, <c>'text'</c>, <c>x'00FF'</c> or <c>NULL</c>.</summary>
    public override string ToString() => Kind switch
    {
        SqliteValueKind.Integer => FormattableString.Invariant($"{_integer}"),
        SqliteValueKind.Real => FormattableString.Invariant($"{_real:R}"),
        SqliteValueKind.Text => $"'{Text}'",
        SqliteValueKind.Blob => $"x'{Convert.ToHexString(Blob.Span)}'",
        _ => "NULL",
    };
}
