using System.Globalization;

namespace Wasmill.Bench.Report;

/// <summary>Formats figures.</summary>
internal static class Figure
{
    /// <summary>Formats a number with three significant digits, and commas between thousands.</summary>
    public static string Of(double value) => value switch
    {
        double.NaN => "-",
        _ => value.ToString(
            Math.Abs(value) switch { >= 100 => "#,0", >= 10 => "0.0", >= 1 => "0.00", _ => "0.000" }, CultureInfo.InvariantCulture),
    };

    /// <summary>Formats a count.</summary>
    public static string Of(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Formats a share as a percentage.</summary>
    public static string Percent(double share) => (share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";
}
