using System.Threading.Channels;
using Wasmill.Broker.Crashes;
using Wasmill.Broker.Delivery.DeadLetters;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Measuring;
using Wasmill.Broker.Observing;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;
using Wasmill.Broker.Triggers;

namespace Wasmill.Broker.Delivery;

// Tested by: EventBrokerTests, DeadLetterSinkDeliveryTests
/// <summary>
/// Runs one trigger's <see cref="DeliveryMachine"/>: one loop feeds it inputs and executes its effects. All state
/// belongs to the loop; attempts and recordings are tasks that respond through the loop's channel.
/// </summary>
internal sealed partial class TriggerRunner : IAsyncDisposable
{
    private const string CrashReason = "crash: the process ended twice in a row while the event was in flight in a function";

    private readonly Channel<DeliveryInput> _inputs = Channel.CreateUnbounded<DeliveryInput>(
        new UnboundedChannelOptions { SingleReader = true });
    private readonly DeliveryMachine _machine;
    private readonly IBrokerEngine _engine;
    private readonly RunnerServices _services;
    // The trigger's key in the call notes.
    private readonly long _key;
    private readonly CancellationTokenSource _cancel = new();
    private readonly List<DeliveryEffect> _effects = [];
    private volatile TriggerModel _model;
    private volatile MeasuredTarget _target;
    private volatile MeasuredTarget? _sink;
    private Task _loop = Task.CompletedTask;
    private ITriggerFeed? _feed;
    private ITimer? _timer;

    /// <summary>Creates a runner; it does nothing before <see cref="StartAsync"/>.</summary>
    public TriggerRunner(TriggerModel model, MeasuredTarget target, MeasuredTarget? sink, IBrokerEngine engine, RunnerServices services)
    {
        _model = model;
        _target = target;
        _sink = sink;
        _engine = engine;
        _services = services;
        _key = CallKey.From(model.Name);
        Counters = new TriggerCounters(
            services.Time, new LatencyHistogram(services.Instruments.TriggerAttempts, new("trigger", model.Name)));
        _machine = new DeliveryMachine(model.Policy, services.Random);
    }

    /// <summary>The counters of the trigger.</summary>
    public TriggerCounters Counters { get; }

    /// <summary>The current model of the trigger.</summary>
    public TriggerModel Model => _model;

    /// <summary>The current target.</summary>
    public IEventTarget Target => _target.Target;

    /// <summary>The current dead letter sink, or null.</summary>
    public IEventTarget? Sink => _sink?.Target;

    /// <summary>Number of running attempts.</summary>
    public int Running => _machine.Running;

    /// <summary>Number of deliveries that wait for a retry outside of the engine's schedule.</summary>
    public int Waiting => _machine.Waiting;

    /// <summary>Time of the next probe while the trigger is paused; null otherwise.</summary>
    public DateTimeOffset? PausedUntil => _machine.PausedUntil;

    /// <summary>Opens the feed and starts the loop. When this returns, every later event is offered to the trigger.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _feed = await _engine.OpenFeedAsync(_model.Name, new FeedSpec(_model.Filter) { Start = _model.Start }, cancellationToken);
        _loop = Task.Run(() => RunAsync(_feed), CancellationToken.None);
    }

    /// <summary>
    /// Replaces filter, target, sink and policy. Running attempts end on the old target, whose disposal waits for them.
    /// </summary>
    public async Task UpdateAsync(TriggerModel model, MeasuredTarget target, MeasuredTarget? sink)
    {
        if (!ReferenceEquals(model.Filter, _model.Filter))
            await _feed!.ChangeAsync(new FeedSpec(model.Filter), CancellationToken.None);
        _model = model;
        _target = target;
        _sink = sink;
        _inputs.Writer.TryWrite(new DeliveryInput.PolicyChanged(model.Policy));
    }

    /// <summary>Tries the deliveries that wait for a retry now, and ends a pause of the trigger.</summary>
    /// <returns>The number of those deliveries.</returns>
    public int RetryNow()
    {
        var held = Waiting;
        _inputs.Writer.TryWrite(new DeliveryInput.RetryNow());
        return held + _feed!.RetryNow();
    }

    /// <summary>
    /// Starts no new attempts, waits up to <paramref name="drain"/> for running ones, then cancels them. Cancelled attempts are not
    /// recorded: the events are redelivered later.
    /// </summary>
    public async Task StopAsync(TimeSpan drain)
    {
        _inputs.Writer.TryWrite(new DeliveryInput.Stopped());
        _cancel.CancelAfter(drain);
        await _loop;
    }

    /// <summary>Stops without waiting for attempts.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        _cancel.Dispose();
    }

    /// <summary>
    /// The loop: (1) requests deliveries from the engine while the machine wants more; (2) reads the next input, and delivers the gathered
    /// batch if none is waiting; (3) passes it to the machine; (4) executes the effects. It ends when the machine has stopped and no
    /// attempt runs.
    /// </summary>
    private async Task RunAsync(ITriggerFeed feed)
    {
        using var stopPulling = new CancellationTokenSource();
        var deliveries = feed.PullAsync(stopPulling.Token).GetAsyncEnumerator(stopPulling.Token);
        var pull = Task.CompletedTask;
        var isPulling = false;
        var stopped = false;
        try
        {
            while (!stopped || !_machine.Idle)
            {
                // 1
                if (!stopped && !isPulling && _machine.WantsMore)
                {
                    isPulling = true;
                    pull = PullAsync(deliveries, stopPulling.Token);
                }

                // 2
                if (!_inputs.Reader.TryRead(out var input))
                {
                    DeliverGathered();
                    input = await _inputs.Reader.ReadAsync();
                }

                isPulling &= input is not DeliveryInput.Arrived;
                stopped |= input is DeliveryInput.Stopped;

                // 3
                _effects.Clear();
                _machine.Step(input, _services.Time.GetUtcNow(), _effects);

                // 4
                foreach (var effect in _effects)
                    Execute(effect);
            }
        }
        finally
        {
            _timer?.Dispose();
            await stopPulling.CancelAsync();
            await pull;
            await deliveries.DisposeAsync();
            await feed.DisposeAsync();
        }
    }

    // Deliveries use the same channel as all inputs: waiting for two things at once would cost more than the delivery.
    private async Task PullAsync(IAsyncEnumerator<PendingDelivery> deliveries, CancellationToken stopped)
    {
        try
        {
            await deliveries.MoveNextAsync();
            _inputs.Writer.TryWrite(new DeliveryInput.Arrived(deliveries.Current));
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            // The loop has ended.
        }
        catch (Exception bug)
        {
            // The loop ends with it.
            _inputs.Writer.TryComplete(bug);
        }
    }

    private void Execute(DeliveryEffect effect)
    {
        switch (effect)
        {
            case DeliveryEffect.StartAttempt { DeadLetter: null } start
                when _target.Target is IBatchTarget { LargestBatch: > 1, RunsInProcess: false }:
                Gather(start, _model, _target);
                break;
            case DeliveryEffect.StartAttempt start:
                _ = AttemptAsync(start, _model, start.DeadLetter is null ? _target : _sink);
                break;
            case DeliveryEffect.Record record:
                _ = RecordAsync(record, _model);
                break;
            case DeliveryEffect.Report report:
                Report(report.Delivery, report.Outcome, report.Result, report.Number, [], _model);
                break;
            case DeliveryEffect.WakeAt wake:
                _timer?.Dispose();
                var wait = wake.Time - _services.Time.GetUtcNow();
                _timer = _services.Time.CreateTimer(
                    _ => _inputs.Writer.TryWrite(new DeliveryInput.TimerElapsed()),
                    null,
                    wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
                    Timeout.InfiniteTimeSpan);
                break;
        }
    }

    private async Task AttemptAsync(DeliveryEffect.StartAttempt start, TriggerModel model, MeasuredTarget? target)
    {
        // The sink may have been removed since the machine decided; the machine learns of it with the next input.
        var result = target is null ? new DeliveryResult { Verdict = DeliveryVerdict.Busy }
            : target.Target.RunsInProcess && _services.Crashes is { HasSuspects: true } crashes
                ? await DeliverAfterCrashAsync(crashes, start, model, target)
            : await DeliverAsync(Describe(start, model), model, target);
        _inputs.Writer.TryWrite(
            new DeliveryInput.Attempted(start.Delivery, result) { Destination = target?.Target.Address ?? model.Target });
    }

    // Used while there are suspects; all calls pass the same gate.
    private async Task<DeliveryResult> DeliverAfterCrashAsync(
        CrashGuard crashes, DeliveryEffect.StartAttempt start, TriggerModel model, MeasuredTarget target)
    {
        var key = new CallKey(_key, start.Delivery.Event.Position);
        if (crashes.IsGuilty(key))
        {
            _services.Log.CrashingEventGivenUp(model.Name, start.Delivery.Event.Event.Id, CrashReason);
            crashes.Clear(key);
            return new DeliveryResult { Verdict = DeliveryVerdict.Crashed, Reason = CrashReason };
        }

        await crashes.EnterAsync(key);
        try
        {
            return await DeliverAsync(Describe(start, model), model, target);
        }
        finally
        {
            crashes.Leave(key);
        }
    }

    private static DeliveryAttempt Describe(DeliveryEffect.StartAttempt start, TriggerModel model)
    {
        var stored = start.Delivery.Event;
        return start.DeadLetter is { } given
            ? new DeliveryAttempt(stored with { Event = DeadLetterEvent.Make(stored.Event, given) }, model.Name, start.Number)
            {
                WantsReply = false,
            }
            : new DeliveryAttempt(stored, model.Name, start.Number) { Format = model.Policy.Format };
    }

    private async Task<DeliveryResult> DeliverAsync(DeliveryAttempt attempt, TriggerModel model, MeasuredTarget target)
    {
        // One source for timeout and stop, distinguished afterwards: a linked source would be a second allocation per attempt.
        using var limit = new CancellationTokenSource(model.Policy.Timeout, _services.Time);
        await using var stop = _cancel.Token.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), limit);
        try
        {
            // The target must not run on the loop's thread before its first await.
            await Task.Yield();
            return await MeasureAsync(attempt, target, limit.Token);
        }
        catch (Exception error)
        {
            return FailureOf(error, limit, model, target);
        }
    }

    // The result of an attempt that threw.
    private DeliveryResult FailureOf(Exception error, CancellationTokenSource limit, TriggerModel model, MeasuredTarget target)
    {
        if (error is OperationCanceledException && limit.IsCancellationRequested && !_cancel.IsCancellationRequested)
        {
            Counters.AttemptTime.Add(model.Policy.Timeout);
            target.Counters.Note(DeliveryVerdict.Retry, model.Policy.Timeout);
            return new DeliveryResult
            {
                Verdict = DeliveryVerdict.Retry,
                Reason = FormattableString.Invariant($"no answer within {model.Policy.Timeout.TotalSeconds:0.###} s"),
            };
        }

        // The broker stops. Nothing is recorded: the event is redelivered after the next start.
        if (error is OperationCanceledException && _cancel.IsCancellationRequested)
            return new DeliveryResult { Verdict = DeliveryVerdict.Busy, Reason = "the broker stops" };
        _services.Log.TargetThrew(model.Name, error);
        return new DeliveryResult { Verdict = DeliveryVerdict.Retry, Reason = $"internal error: {error.Message}" };
    }

    private async Task<DeliveryResult> MeasureAsync(DeliveryAttempt attempt, MeasuredTarget measured, CancellationToken cancellationToken)
    {
        var target = measured.Target;
        var started = _services.Time.GetTimestamp();
        using var span = EventTracing.StartDelivery(attempt);
        var (parent, state) = EventTracing.ContextOf(span, attempt.Event.Event);
        var note = target.RunsInProcess && _services.Crashes is { } crashes ? crashes.Begin(new CallKey(_key, attempt.Event.Position)) : 0;
        DeliveryResult answer;
        try
        {
            answer = await target.DeliverAsync(
                parent is null ? attempt : attempt with { TraceParent = parent, TraceState = state }, cancellationToken);
        }
        finally
        {
            if (note != 0)
                _services.Crashes!.End(note);
        }

        EventTracing.EndDelivery(span, answer);
        var duration = _services.Time.GetElapsedTime(started);
        Counters.AttemptTime.Add(duration);
        measured.Counters.Note(answer.Verdict, duration);
        return parent is null ? answer : answer with { TraceParent = parent };
    }

    private async Task RecordAsync(DeliveryEffect.Record record, TriggerModel model)
    {
        var delivery = record.Delivery;
        DateTimeOffset? redeliverAt = null;
        try
        {
            var replies = record.Outcome is AttemptOutcome.Delivered
                ? ReplyFactory.Make(model.Name, delivery.Event, record.Result, _services.Time.GetUtcNow())
                : [];
            using var span = EventTracing.StartReply(delivery.Event, record.Result.TraceParent, replies.Length);
            redeliverAt = await StoreAsync(record, replies, model);
        }
        catch (OperationCanceledException) when (_cancel.IsCancellationRequested)
        {
            // Not recorded: the event is redelivered after the next start.
        }
        catch (Exception bug)
        {
            _services.Log.RecordingThrew(model.Name, delivery.Event.Event.Id, bug);
        }
        finally
        {
            _inputs.Writer.TryWrite(new DeliveryInput.Settled(delivery) { RedeliverAt = redeliverAt });
        }
    }

    // A reply that finds no room is stored again, not redelivered: the target has done its work. The event is redelivered only after
    // the trigger's timeout.
    private async Task<DateTimeOffset?> StoreAsync(DeliveryEffect.Record record, NewEvent[] replies, TriggerModel model)
    {
        var started = _services.Time.GetTimestamp();
        while (true)
        {
            var finished = await record.Delivery.FinishAsync(record.Outcome, replies, _cancel.Token);
            switch (finished)
            {
                case FinishResult.Recorded recorded:
                    if (record.ReportedOutcome is { } reported)
                        Report(record.Delivery, reported, record.Result, record.Number, recorded.Replies, model);
                    return null;
                case FinishResult.LeaseLost:
                    return null;
                case FinishResult.Failed failed:
                    // The engine reports its failure itself, and the process ends.
                    _services.Log.OutcomeNotRecorded(model.Name, record.Delivery.Event.Event.Id, failed.Reason);
                    return null;
                case FinishResult.Full full when _services.Time.GetElapsedTime(started) < model.Policy.Timeout:
                    await Task.Delay(full.RetryAfter, _services.Time, _cancel.Token);
                    break;
                case FinishResult.Full late:
                    const string NoRoom = "the reply could not be stored: the broker is full";
                    var again = new AttemptOutcome.RetryAt(_services.Time.GetUtcNow() + model.Policy.Timeout, NoRoom)
                    {
                        Note = record.Note,
                    };
                    record = record with { Outcome = again, ReportedOutcome = again, Result = record.Result with { Reason = NoRoom } };
                    replies = [];
                    if (!record.HoldsLane)
                    {
                        await Task.Delay(late.RetryAfter, _services.Time, _cancel.Token);
                        break;
                    }

                    Report(record.Delivery, again, record.Result, record.Number, [], model);
                    return again.Due;
            }
        }
    }

    private void Report(
        PendingDelivery delivery,
        AttemptOutcome outcome,
        DeliveryResult result,
        int number,
        IReadOnlyList<StoredEvent> replies,
        TriggerModel model)
    {
        var now = _services.Time.GetUtcNow();
        var id = delivery.Event.Event.Id;
        switch (outcome)
        {
            case AttemptOutcome.Delivered:
                Counters.NoteDelivered();
                break;
            case AttemptOutcome.GivenUp when result.Verdict == DeliveryVerdict.Delivered && result.Replies.Count == 0:
                // The sink has it: the failure was reported before.
                Counters.NoteGivenUp();
                break;
            case AttemptOutcome.GivenUp given:
                Counters.NoteFailure(id, given.Detail, now, isFinal: true);
                break;
            default:
                Counters.NoteFailure(id, result.Reason, now, isFinal: false);
                break;
        }

        _services.Observers.Attempted(new AttemptNote
        {
            Event = delivery.Event,
            Trigger = model.Name,
            Target = model.Target,
            Number = number,
            Result = result,
            Outcome = outcome,
            Replies = replies,
            At = now,
        });
    }
}
