using Microsoft.Extensions.Logging;

namespace Wasmill.Output;

/// <summary>Writes log messages to the standard error of a command as plain lines: their text is for the user of the command.</summary>
/// <param name="error">The terminal's standard error.</param>
internal sealed class TerminalLogger(TextWriter error) : ILogger
{
    /// <summary>Has no effect.</summary>
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
            error.WriteLine(formatter(state, exception) + (exception is null ? "" : $": {exception}"));
    }
}
