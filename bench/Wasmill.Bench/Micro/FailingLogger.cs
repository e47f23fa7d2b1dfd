using Microsoft.Extensions.Logging;

namespace Wasmill.Bench.Micro;

/// <summary>A logger for parts that log only problems: every message fails the measurement.</summary>
internal sealed class FailingLogger(Action<string> fail) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => fail(formatter(state, exception));
}
