namespace Wasmill.Server.Processes;

/// <summary>Writes messages of the log as lines. Has no state; throws nothing.</summary>
internal interface ILogFormat
{
    /// <summary>The lines of a message in the log's file, each with its line feed.</summary>
    string FormatFile(LogEntry entry);

    /// <summary>The lines of a message on the standard error of <c>wasmill run</c>, without line ends.</summary>
    IEnumerable<string> FormatEcho(LogEntry entry);
}
