namespace Wasmill.Client.Home;

/// <summary>Names of the formats of a broker's log (docs/logs.md).</summary>
public static class LogFormatNames
{
    /// <summary>Text for people: <c>TIME COMPONENT | TEXT</c>.</summary>
    public const string Text = "text";

    /// <summary>One JSON object in each line.</summary>
    public const string Json = "json";

    /// <summary>The environment variable that takes precedence over a broker's settings.</summary>
    public const string Variable = "WASMILL_LOG_FORMAT";
}
