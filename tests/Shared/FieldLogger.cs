using Microsoft.Extensions.Logging;

namespace Wasmill.Testing;

/// <summary>Hands each message on with its id and its fields.</summary>
internal sealed class FieldLogger(Action<EventId, string, Dictionary<string, object?>> add) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => add(eventId, formatter(state, exception), new Dictionary<string, object?>((IReadOnlyList<KeyValuePair<string, object?>>)state!));
}
