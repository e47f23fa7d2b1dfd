using Microsoft.Extensions.Logging;

namespace Wasmill.Testing;

/// <summary>Hands each message of a log on as the text that a person would read.</summary>
internal sealed class LineLogger(Action<string> add) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => add(formatter(state, exception) + (exception is null ? "" : $": {exception}"));
}
