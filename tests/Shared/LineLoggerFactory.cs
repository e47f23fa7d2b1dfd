using Microsoft.Extensions.Logging;

namespace Wasmill.Testing;

/// <summary>Hands each message on with the category of its logger.</summary>
internal sealed class LineLoggerFactory(Action<string, string> add) : ILoggerFactory
{
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public ILogger CreateLogger(string categoryName) => new LineLogger(line => add(categoryName, line));

    public void Dispose()
    {
        // Nothing is held.
    }
}
