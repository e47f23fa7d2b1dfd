using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Wasmill.Broker.Crashes;
using Wasmill.Broker.Delivery;
using Wasmill.Broker.Engines;
using Wasmill.Broker.History.Journal;
using Wasmill.Broker.Ingress;
using Wasmill.Broker.Measuring;
using Wasmill.Broker.Observing;
using Wasmill.Broker.Records;
using Wasmill.Broker.Triggers;
using Wasmill.Events;

namespace Wasmill.Broker;

/// <summary>A running broker: accepts events and delivers them through its triggers. Thread-safe.</summary>
public sealed class EventBroker : IEventIngress, IMatchObserver, ITriggerLookup, IAsyncDisposable
{
    private readonly IBrokerEngine _engine;
    private readonly RunnerServices _services;
    private readonly SemaphoreSlim _applying = new(1, 1);
    private readonly Dictionary<string, TriggerRunner> _runners = new(StringComparer.Ordinal);
    private volatile TriggerRunner[] _current = [];
    // By trigger. Replaced by one reference write.
    private volatile FrozenDictionary<string, string> _targets = FrozenDictionary<string, string>.Empty;
    // By name; those of the model's targets. Replaced by one reference write.
    private volatile FrozenDictionary<string, TargetCounters> _targetCounters = FrozenDictionary<string, TargetCounters>.Empty;
    private bool _stopped;

    /// <summary>Creates a broker without triggers on top of an engine, which it does not own.</summary>
    /// <param name="engine">Keeps the events.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Receives reports of internal errors.</param>
    /// <param name="random">Returns numbers from 0 to 1, for jitter.</param>
    /// <param name="crashes">Detects events that crash the process; null for none. It outlives the broker.</param>
    public EventBroker(IBrokerEngine engine, TimeProvider time, ILogger log, Func<double> random, CrashGuard? crashes = null)
    {
        _engine = engine;
        _services = new RunnerServices(time, random, Observers, log, crashes, Instruments);
        Observers.Add(Journal);
        engine.Observe(this);
    }

    /// <summary>The observers of the events.</summary>
    public EventObservers Observers { get; } = new();

    /// <summary>The broker's meter and its instruments for attempts.</summary>
    public BrokerInstruments Instruments { get; } = new();

    /// <summary>The counters of every target.</summary>
    public IReadOnlyList<TargetCounters> TargetCounters => _targetCounters.Values;

    /// <summary>The traces of the most recent events.</summary>
    public DeliveryJournal Journal { get; } = new();

    /// <summary>The counters of received events.</summary>
    public IngressCounters Ingress { get; } = new();

    /// <inheritdoc />
    public ValueTask<AppendResult> PublishAsync(IReadOnlyList<CloudEvent> batch, EventOrigin origin, CancellationToken cancellationToken)
    {
        var added = new NewEvent[batch.Count];
        for (var i = 0; i < added.Length; i++)
            added[i] = new NewEvent(batch[i], null, 0);
        return PublishAsync(added, origin, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask<AppendResult> PublishAsync(IReadOnlyList<NewEvent> batch, EventOrigin origin,
        CancellationToken cancellationToken)
    {
        var result = await _engine.AppendAsync(batch, cancellationToken);
        Ingress.Note(origin, result);
        return result;
    }

    /// <inheritdoc />
    public TriggerModel? FindTrigger(string name) => Triggers.FindTrigger(name);

    /// <inheritdoc />
    public IReadOnlyList<TriggerModel> Matching(StoredEvent stored) => Triggers.Matching(stored);

    /// <summary>
    /// Replaces the model: (1) publishes the new targets to observers; (2) opens or updates new and changed triggers; (3) stops and deletes
    /// removed ones. After this returns, every later event is matched by the new model, and no removed target is in use.
    /// </summary>
    /// <param name="model">The whole new model.</param>
    /// <param name="cancellationToken">Cancels the wait for a running apply; an apply that has begun is completed.</param>
    public async Task ApplyAsync(BrokerModel model, CancellationToken cancellationToken)
    {
        await _applying.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_stopped, this);

            // 1: before events match by them.
            _targets = model.Triggers.ToFrozenDictionary(trigger => trigger.Name, trigger => trigger.Target, StringComparer.Ordinal);

            var known = _targetCounters;
            _targetCounters = model.Targets.Keys.ToFrozenDictionary(
                name => name, name => known.GetValueOrDefault(name) ?? new TargetCounters(name, Instruments), StringComparer.Ordinal);

            // 2
            foreach (var trigger in model.Triggers)
                await OpenAsync(trigger, model);

            // 3
            // The engine may know triggers that were deleted while the broker was stopped.
            foreach (var name in _engine.Triggers.Except(model.Triggers.Select(trigger => trigger.Name), StringComparer.Ordinal))
            {
                if (_runners.Remove(name, out var runner))
                    await runner.DisposeAsync();
                await _engine.DeleteTriggerAsync(name, CancellationToken.None);
            }

            _current = [.. model.Triggers.Select(trigger => _runners[trigger.Name])];
        }
        finally
        {
            _applying.Release();
        }
    }

    /// <summary>Gets the status of every trigger, in the model's order.</summary>
    public async Task<IReadOnlyList<TriggerStatus>> GetStatusAsync(CancellationToken cancellationToken)
    {
        var list = new List<TriggerStatus>();
        foreach (var runner in _current)
        {
            var name = runner.Model.Name;
            if (await _engine.StatusAsync(name, cancellationToken) is not { } feed)
                continue;
            var counters = runner.Counters;
            list.Add(new TriggerStatus
            {
                Trigger = runner.Model,
                Lag = feed.Lag,
                OpenRetries = feed.OpenRetries + runner.Waiting,
                NextRetry = feed.NextDue,
                InFlight = runner.Running,
                Delivered = counters.Delivered,
                FailedAttempts = counters.FailedAttempts,
                DeadLetters = await _engine.DeadLetters.CountAsync(name, cancellationToken),
                PausedUntil = runner.PausedUntil,
                LastFailure = counters.LastFailure,
                LastSucceeded = counters.LastSucceeded,
                GivenUp = counters.GivenUp,
                Rate = counters.Rate,
                AttemptTime = counters.AttemptTime,
                Oldest = feed.Oldest,
                Lost = feed.Lost,
            });
        }

        return list;
    }

    /// <summary>Tries the deliveries that wait for a retry now, and ends the pauses of triggers whose target was down.</summary>
    /// <param name="trigger">The trigger; null for all.</param>
    /// <returns>The number of those deliveries; null if the trigger does not exist.</returns>
    public int? RetryNow(string? trigger)
    {
        var runners = trigger is null ? _current : [.. _current.Where(runner => runner.Model.Name == trigger)];
        return trigger is not null && runners.Length == 0 ? null : runners.Sum(runner => runner.RetryNow());
    }

    /// <summary>Reads the last events, then new events until cancelled.</summary>
    /// <param name="last">Number of last events.</param>
    /// <param name="follow">True to continue with new events.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <returns>Events, and numbers of events that were dropped because the caller was slow.</returns>
    public async IAsyncEnumerable<(StoredEvent? Event, long Dropped)> WatchAsync(
        int last, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watch = new EventWatch();
        // The watch begins before the past is read, so that no event is missed; duplicates are skipped.
        if (follow)
            Observers.Add(watch);
        try
        {
            long seen = 0;
            await foreach (var stored in _engine.ReadAsync(new ReadSpec(last), cancellationToken))
            {
                seen = stored.Position;
                yield return (stored, 0);
            }

            while (follow)
            {
                var stored = await watch.Events.Reader.ReadAsync(cancellationToken);
                if (watch.TakeDropped() is > 0 and var dropped)
                    yield return (null, dropped);
                if (stored.Position > seen)
                    yield return (stored, 0);
            }
        }
        finally
        {
            Observers.Remove(watch);
        }
    }

    /// <summary>Starts no new attempts, waits up to <paramref name="drain"/> for running ones, then cancels them.</summary>
    public async Task StopAsync(TimeSpan drain)
    {
        await _applying.WaitAsync();
        try
        {
            if (_stopped)
                return;
            _stopped = true;
            await Task.WhenAll(_runners.Values.Select(runner => runner.StopAsync(drain)));
        }
        finally
        {
            _applying.Release();
        }
    }

    /// <summary>Stops without waiting for attempts.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        foreach (var runner in _runners.Values)
            await runner.DisposeAsync();
        Instruments.Dispose();
        _applying.Dispose();
    }

    private TriggerList Triggers => new([.. _current.Select(runner => runner.Model)]);

    private async Task OpenAsync(TriggerModel trigger, BrokerModel model)
    {
        var target = Measured(trigger.Target, model);
        var sink = trigger.Policy.DeadLetterTarget is { } name ? Measured(name, model) : null;
        if (!_runners.TryGetValue(trigger.Name, out var runner))
        {
            runner = new TriggerRunner(trigger, target, sink, _engine, _services);
            await runner.StartAsync(CancellationToken.None);
            _runners.Add(trigger.Name, runner);
            return;
        }

        if (runner.Model == trigger && ReferenceEquals(runner.Target, target.Target) && ReferenceEquals(runner.Sink, sink?.Target))
            return;
        await runner.UpdateAsync(trigger, target, sink);
    }

    private MeasuredTarget Measured(string name, BrokerModel model) => new(model.Targets[name], _targetCounters[name]);

    /// <inheritdoc />
    void IMatchObserver.NoteMatch(StoredEvent stored, IReadOnlyList<IMatchedTrigger>? triggers)
    {
        var matched = triggers is null
            ? Matching(stored).Select(trigger => new MatchedTrigger(trigger.Name, trigger.Target)).ToArray()
            : new MatchedTrigger[triggers.Count];
        for (var i = 0; i < triggers?.Count; i++)
            matched[i] = new MatchedTrigger(triggers[i].Name, _targets.GetValueOrDefault(triggers[i].Name, ""));
        EventTracing.NoteMatch(stored, matched.Length);
        Observers.Matched(stored, matched);
    }
}
