using System.Xml;

namespace Wasmill.Flows.Files;

/// <summary>ISO 8601 durations as Knative uses them: <c>PT0.5S</c>, <c>PT1M</c>, <c>P1D</c>.</summary>
internal static class IsoDuration
{
    /// <summary>Reads a duration of days and smaller units; years and months have no fixed length and are refused.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var time = text.IndexOf('T', StringComparison.Ordinal);
        var date = time < 0 ? text : text[..time];
        if (date.AsSpan().ContainsAny('Y', 'M') || text.StartsWith('-'))
            return false;
        try
        {
            duration = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            return false;
        }
    }
}
