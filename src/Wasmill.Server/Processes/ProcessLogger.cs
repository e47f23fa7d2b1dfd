using Microsoft.Extensions.Logging;

namespace Wasmill.Server.Processes;

/// <summary>Passes on the messages of one component as entries.</summary>
/// <param name="component">The component's name.</param>
/// <param name="time">The clock.</param>
/// <param name="write">Receives the entries.</param>
internal sealed class ProcessLogger(string component, TimeProvider time, Action<LogEntry> write) : ILogger
{
    /// <summary>Has no effect: messages carry their context in their fields.</summary>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    /// <inheritdoc />
    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and not LogLevel.None;

    /// <inheritdoc />
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            write(new LogEntry(
                time.GetUtcNow(), logLevel, eventId, component, formatter(state, exception), exception,
                state as IReadOnlyList<KeyValuePair<string, object?>> ?? []));
    }
}
