using System.Globalization;
using Wasmill.Broker.Engines;

namespace Wasmill.Flows.Files;

/// <summary>Reads and writes the start of a new trigger, as in the annotation <c>wasmill.dev/start</c>.</summary>
public static class StartText
{
    /// <summary>The valid forms, for error messages.</summary>
    public const string Forms = "beginning, end, a position such as 17, or a time such as 2026-11-24T15:00:00Z";

    /// <summary>Parses a start; returns null if the text has none of the forms.</summary>
    public static FeedStart? Read(string text)
    {
        if (text == "end")
            return new FeedStart.End();
        if (text == "beginning")
            return new FeedStart.Beginning();
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            return position > 0 ? new FeedStart.At(position) : null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? new FeedStart.Since(time)
            : null;
    }

    /// <summary>Writes a start.</summary>
    public static string Write(FeedStart start) => start switch
    {
        FeedStart.Beginning => "beginning",
        FeedStart.At at => at.Position.ToString(CultureInfo.InvariantCulture),
        FeedStart.Since since => since.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        _ => "end",
    };
}
