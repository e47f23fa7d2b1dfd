using System.Globalization;
using System.Text.Json;

namespace Wasmill.Events.Filters.Data;

// Tested by: DataFilterTests
/// <summary>
/// A number. Two numbers compare exactly if both fit in a decimal (28 digits, up to 7.9E28), otherwise as 64-bit floating-point numbers.
/// </summary>
internal readonly struct DataNumber
{
    private readonly decimal? _exact;
    private readonly double _near;

    private DataNumber(decimal? exact, double near)
    {
        _exact = exact;
        _near = near;
    }

    /// <summary>Parses a number in decimal notation with an optional exponent; returns null if the text is not a number.</summary>
    public static DataNumber? TryParse(string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var near)
            || double.IsNaN(near)
            || !text.Any(char.IsAsciiDigit))
            return null;
        return new DataNumber(decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) ? exact : null, near);
    }

    /// <summary>Reads the number at the reader's position.</summary>
    public static DataNumber Read(ref Utf8JsonReader reader)
    {
        if (reader.TryGetDecimal(out var exact))
            return new DataNumber(exact, (double)exact);
        return new DataNumber(null, reader.TryGetDouble(out var near) ? near : double.NaN);
    }

    /// <summary>Compares with another number: negative if less, zero if equal, positive if greater.</summary>
    public int CompareTo(DataNumber other)
        => _exact is { } left && other._exact is { } right ? left.CompareTo(right) : _near.CompareTo(other._near);
}
