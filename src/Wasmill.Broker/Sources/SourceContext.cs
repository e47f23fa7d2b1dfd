using Microsoft.Extensions.Logging;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Ingress;
using Wasmill.Events;

namespace Wasmill.Broker.Sources;

// Tested by: SourceHostTests
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

    /// <summary>Stores events and waits while the broker is full: no event is lost, and later ones do not overtake them.</summary>
    /// <param name="batch">The events, at least one: all or none are stored.</param>
    /// <param name="cancellationToken">Cancels the wait; refused events are not stored.</param>
    /// <exception cref="SourceException">The broker cannot store them, and a retry will not help.</exception>
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

    /// <summary>Offers events once, for a source whose sender can retry.</summary>
    /// <param name="batch">The events, at least one: all or none are stored.</param>
    /// <param name="cancellationToken">Cancels the wait; the events may or may not be stored.</param>
    public async ValueTask<AppendResult> TryPublishAsync(IReadOnlyList<CloudEvent> batch, CancellationToken cancellationToken)
    {
        _end.ThrowIfCancellationRequested();
        var result = await _ingress.PublishAsync(batch, _origin, cancellationToken);
        _report.Note(result, Time.GetUtcNow());
        return result;
    }

    /// <summary>Reports that the source waits.</summary>
    /// <param name="until">Time of the next try; null if unknown.</param>
    /// <param name="reason">Reason in one line.</param>
    public void ReportWaiting(DateTimeOffset? until, string reason) => _report.Set(SourceState.Waiting, until, reason);

    /// <summary>Reports that the source publishes events again.</summary>
    public void ReportRunning() => _report.Set(SourceState.Running);

    /// <summary>Reports the expected time of the next event; null if unknown.</summary>
    public void ReportNext(DateTimeOffset? next) => _report.SetNext(next);

    /// <summary>The source's log, part of the broker's log.</summary>
    public ILogger Log { get; }

    private static string ReasonOf(AppendResult.Full full) => full.Cause == FullCause.Disk ? "the disk is full" : "the broker is full";
}
