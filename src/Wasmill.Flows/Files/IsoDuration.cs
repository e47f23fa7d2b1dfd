using System.Globalization;
using System.Text.RegularExpressions;
using Wasmill.Broker.Policies;

namespace Wasmill.Flows.Files;

/// <summary>Parses ISO 8601 durations as used by Knative: <c>PT0.5S</c>, <c>PT1M</c>, <c>P1D</c>, <c>P2W</c>.</summary>
internal static partial class IsoDuration
{
    /// <summary>
    /// Parses a duration in weeks and smaller units, at most 366 days. Years and months, which have no fixed length, and signs are
    /// rejected.
    /// </summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var match = Form().Match(text);
        if (!match.Success)
            return false;
        var seconds = 0m;
        foreach (var (unit, factor) in (ReadOnlySpan<(string, int)>)[("w", 7 * 86_400), ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)])
        {
            if (match.Groups[unit] is { Success: true } group)
                seconds += factor * decimal.Parse(
                    group.ValueSpan.Contains(',') ? group.Value.Replace(',', '.') : group.Value, CultureInfo.InvariantCulture);
        }

        if (seconds > (decimal)DeliveryPolicy.LongestTime.TotalSeconds)
            return false;
        duration = new TimeSpan((long)(seconds * TimeSpan.TicksPerSecond));
        return true;
    }

    // At least one unit, and at least one after T; nine digits cannot overflow.
    [GeneratedRegex(
        @"^P(?=.)(?:(?<w>[0-9]{1,9})W)?(?:(?<d>[0-9]{1,9})D)?(?:T(?=.)(?:(?<h>[0-9]{1,9})H)?(?:(?<m>[0-9]{1,9})M)?(?:(?<s>[0-9]{1,9}(?:[.,][0-9]{1,9})?)S)?)?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
