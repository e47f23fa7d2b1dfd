using System.Globalization;

namespace Wasmill.Flows.Files;

/// <summary>Parses durations in the short form: a number and one of ms, s, m, h, d.</summary>
public static class ShortDuration
{
    /// <summary>Parses a duration.</summary>
    /// <returns>False if the text is not a duration or is negative.</returns>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var digits = text.TakeWhile(one => char.IsAsciiDigit(one) || one == '.').Count();
        if (!double.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return false;
        double? seconds = text[digits..] switch
        {
            "ms" => 0.001,
            "s" => 1,
            "m" => 60,
            "h" => 3_600,
            "d" => 86_400,
            _ => null,
        };
        if (seconds is not { } unit || number * unit > TimeSpan.MaxValue.TotalSeconds / 2)
            return false;
        duration = TimeSpan.FromSeconds(number * unit);
        return true;
    }
}
