using System.Globalization;

namespace Wasmill.Output;

/// <summary>
/// Times as people read them: UTC to the second, such as <c>2026-11-24T15:00:00Z</c>, which every option for a time accepts.
/// </summary>
internal static class TimeText
{
    /// <summary>Returns the text of a time.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
