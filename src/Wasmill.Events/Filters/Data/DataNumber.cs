using System.Globalization;
using System.Text.Json;

namespace Wasmill.Events.Filters.Data;

/// <summary>A number: compared exactly where both fit into a decimal (28 digits, up to 7.9E28), else as floating-point numbers of 64 bits.</summary>
internal readonly struct DataNumber
{
    private readonly decimal? _exact;
    private readonly double _near;

    private DataNumber(decimal? exact, double near)
    {
        _exact = exact;
        _near = near;
    }

    /// <summary>Reads a number in decimal notation, perhaps with an exponent; null when the text is none.</summary>
    public static DataNumber? TryParse(string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var near) || double.IsNaN(near) || !text.Any(char.IsAsciiDigit))
            return null;
        return new DataNumber(decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) ? exact : null, near);
    }

    /// <summary>The number at a reader.</summary>
    public static DataNumber Read(ref Utf8JsonReader reader)
    {
        if (reader.TryGetDecimal(out var exact))
            return new DataNumber(exact, (double)exact);
        return new DataNumber(null, reader.TryGetDouble(out var near) ? near : double.NaN);
    }

    /// <summary>Less than, equal to or greater than zero, as this is less than, equal to or greater than the other.</summary>
    public int CompareTo(DataNumber other) => _exact is { } left && other._exact is { } right ? left.CompareTo(right) : _near.CompareTo(other._near);
}
