namespace Wasmill.Server.Processes;

/// <summary>Formats log messages as lines. Stateless; never throws.</summary>
internal interface ILogFormat
{
    /// <summary>Formats a message for the log file; each line ends with a line feed.</summary>
    string FormatFile(LogEntry entry);

    /// <summary>Formats a message for the standard error of <c>wasmill run</c>; lines without line ends.</summary>
    IEnumerable<string> FormatEcho(LogEntry entry);
}
