using Microsoft.Extensions.Logging;
using Wasmill.Server.Processes;

namespace Wasmill.Server.Tests.Processes;

/// <summary>Entries of a log for tests.</summary>
internal static class Entries
{
    public static LogEntry Make(string message, string? template = null, params (string Name, object? Value)[] fields)
        => new(
            new DateTimeOffset(2026, 1, 2, 3, 4, 5, 6, TimeSpan.Zero), LogLevel.Information, new EventId(7, "Tested"), "b", message, null,
            [
                .. fields.Select(field => new KeyValuePair<string, object?>(field.Name, field.Value)),
                new(LogEntry.Template, template ?? message),
            ]);
}
