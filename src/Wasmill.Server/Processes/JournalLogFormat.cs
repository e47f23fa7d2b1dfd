using Microsoft.Extensions.Logging;

namespace Wasmill.Server.Processes;

/// <summary>Lines for systemd's journal: those of another format, each with its severity as <c>&lt;N&gt;</c> (sd-daemon(3)).</summary>
/// <param name="inner">Formats the lines.</param>
internal sealed class JournalLogFormat(ILogFormat inner) : ILogFormat
{
    /// <inheritdoc />
    public string FormatFile(LogEntry entry) => inner.FormatFile(entry);

    /// <inheritdoc />
    public IEnumerable<string> FormatEcho(LogEntry entry)
    {
        var severity = entry.Level switch
        {
            LogLevel.Critical => "<2>",
            LogLevel.Error => "<3>",
            LogLevel.Warning => "<4>",
            LogLevel.Information => "<6>",
            _ => "<7>",
        };
        return inner.FormatEcho(entry).Select(line => severity + line);
    }
}
