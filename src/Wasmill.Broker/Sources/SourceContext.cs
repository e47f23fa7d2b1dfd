using Microsoft.Extensions.Logging;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Ingress;
using Wasmill.Events;

namespace Wasmill.Broker.Sources;

/// <summary>The services of the broker for one run of a source. Thread-safe.</summary>
public sealed class SourceContext
{
    private readonly IEventIngress _ingress;
    private readonly EventOrigin _origin;
    private readonly SourceReport _report;
    private readonly CancellationToken _end;

    internal SourceContext(SourceModel model, SourceServices services, SourceReport report, CancellationToken end)
    {
        Name = model.Name;
        Position = services.Positions.Open(model.Name, model.Kind);
        Time = services.Time;
        _ingress = services.Ingress;
        _origin = EventOrigin.Source(model.Name);
        _report = report;
        Log = services.Logs.CreateLogger(model.Name);
        _end = end;
    }

    /// <summary>The source's name.</summary>
    public string Name { get; }

    /// <summary>The position of the source.</summary>
    public ISourcePosition Position { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Stores events, and waits as long as the broker is full: they are not lost, and later ones do not overtake them.</summary>
    /// <param name="batch">The events, at least one: all or none are stored.</param>
    /// <param name="cancellationToken">Ends the wait; what was refused until then is not stored.</param>
    /// <exception cref="SourceException">The broker cannot store them, and trying again will not help.</exception>
    public async ValueTask PublishAsync(IReadOnlyList<CloudEvent> batch, CancellationToken cancellationToken)
    {
        _end.ThrowIfCancellationRequested();
        var waited = false;
        var result = await _ingress.OfferAsync(
            batch, _origin, Time,
            full =>
            {
                waited = true;
                ReportWaiting(Time.GetUtcNow() + full.RetryAfter, ReasonOf(full));
            },
            cancellationToken);
        if (waited)
            ReportRunning();
        if (result is AppendResult.Failed failed)
            throw new SourceException(failed.Reason);
        _report.Note(result, Time.GetUtcNow());
    }

    /// <summary>Offers events once, for a source whose sender can be told to come again.</summary>
    /// <param name="batch">The events, at least one: all or none are stored.</param>
    /// <param name="cancellationToken">Abandons the wait; the events may or may not be stored then.</param>
    public async ValueTask<AppendResult> TryPublishAsync(IReadOnlyList<CloudEvent> batch, CancellationToken cancellationToken)
    {
        _end.ThrowIfCancellationRequested();
        var result = await _ingress.PublishAsync(batch, _origin, cancellationToken);
        _report.Note(result, Time.GetUtcNow());
        return result;
    }

    /// <summary>Says that the source waits.</summary>
    /// <param name="until">When it tries again; null when it does not know.</param>
    /// <param name="reason">Why, in one line for people.</param>
    public void ReportWaiting(DateTimeOffset? until, string reason) => _report.Set(SourceState.Waiting, until, reason);

    /// <summary>Says that the source gives events again.</summary>
    public void ReportRunning() => _report.Set(SourceState.Running);

    /// <summary>Says when the source expects to give its next event by itself; null for unknown.</summary>
    public void ReportNext(DateTimeOffset? next) => _report.SetNext(next);

    /// <summary>The source's own log, which is part of the broker's.</summary>
    public ILogger Log { get; }

    private static string ReasonOf(AppendResult.Full full) => full.Cause == FullCause.Disk ? "the disk is full" : "the broker is full";
}
