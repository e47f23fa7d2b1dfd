namespace Wasmill.Broker.Sources;

/// <summary>Something that gives events to a broker by itself: a clock, a webhook, a queue of another system.</summary>
public interface IEventSource : IAsyncDisposable
{
    /// <summary>
    /// Gives events until it is cancelled, or until there is nothing more to give. Whatever it throws stops it, and it is run again after a
    /// pause; what can be expected is
    /// a <see cref="SourceException"/>.
    /// </summary>
    /// <param name="context">What it may use of the broker. It holds for this run only.</param>
    /// <param name="cancellationToken">Asks for the stop: take nothing more, and finish what is in flight.</param>
    Task RunAsync(SourceContext context, CancellationToken cancellationToken);
}
