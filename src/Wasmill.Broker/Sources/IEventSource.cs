namespace Wasmill.Broker.Sources;

/// <summary>A component that publishes events to a broker: a clock, a webhook, a queue of another system.</summary>
public interface IEventSource : IAsyncDisposable
{
    /// <summary>
    /// Publishes events until cancelled, or until it has no more. Any exception stops the run, and the source is restarted after a delay;
    /// expected failures throw <see cref="SourceException"/>.
    /// </summary>
    /// <param name="context">The services of the broker, valid for this run only.</param>
    /// <param name="cancellationToken">Requests the stop: accept nothing new, and finish events in flight.</param>
    Task RunAsync(SourceContext context, CancellationToken cancellationToken);
}
