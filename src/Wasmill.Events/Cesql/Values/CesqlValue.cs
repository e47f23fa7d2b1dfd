using System.Globalization;

namespace Wasmill.Events.Cesql.Values;

// Tested by: CesqlEvaluationTests, ConformanceTests
/// <summary>A CESQL value. The default is the Boolean false.</summary>
public readonly record struct CesqlValue
{
    private readonly string? _text;
    private readonly int _number;

    private CesqlValue(CesqlType type, int number, string? text)
    {
        Type = type;
        _number = number;
        _text = text;
    }

    /// <summary>The type of the value.</summary>
    public CesqlType Type { get; }

    /// <summary>Indicates whether the value is the Boolean true.</summary>
    public bool IsTrue => Type == CesqlType.Boolean && _number != 0;

    /// <summary>The number of an Integer; 0 or 1 for a Boolean; 0 for a String.</summary>
    internal int Number => _number;

    /// <summary>The text of a String.</summary>
    internal string Text => _text ?? "";

    /// <summary>Creates a Boolean.</summary>
    public static CesqlValue From(bool value) => new(CesqlType.Boolean, value ? 1 : 0, null);

    /// <summary>Creates an Integer.</summary>
    public static CesqlValue From(int value) => new(CesqlType.Integer, value, null);

    /// <summary>Creates a String.</summary>
    public static CesqlValue From(string value) => new(CesqlType.String, 0, value);

    /// <summary>Returns the zero value of a type: false, 0 or the empty string.</summary>
    public static CesqlValue Zero(CesqlType type) => new(type, 0, type == CesqlType.String ? "" : null);

    /// <summary>Returns the value cast to String.</summary>
    public override string ToString() => Type switch
    {
        CesqlType.Boolean => _number != 0 ? "true" : "false",
        CesqlType.Integer => _number.ToString(CultureInfo.InvariantCulture),
        _ => Text,
    };
}
