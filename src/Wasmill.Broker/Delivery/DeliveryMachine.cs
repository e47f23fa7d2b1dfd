using Wasmill.Broker.Delivery.DeadLetters;
using Wasmill.Broker.Delivery.Pacing;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Delivery;

/// <summary>
/// The state machine of one trigger: concurrency, order and rate of attempts, the effect of each result, the circuit, and dead letters.
/// Synchronous: no task, no clock, no I/O. <see cref="Step"/> turns one input at a time into effects. Every delivery that arrives is
/// settled exactly once.
/// </summary>
internal sealed class DeliveryMachine
{
    /// <summary>Maximum number of deliveries between an external event and a reply.</summary>
    public const int HopLimit = 16;

    /// <summary>
    /// Maximum number of events of an ordered trigger that wait behind others of their key, or for a retry.
    /// At the limit the trigger accepts no new event.
    /// </summary>
    public const int HeldLimit = 1_024;

    /// <summary>Maximum bytes of payload held back. One event may exceed it.</summary>
    public const long HeldBytesLimit = 64L << 20;

    // A full function queue drains within the time of one call; 100 ms neither spins nor wastes much of that time.
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(100);

    // Dead letters whose sink is down return to the engine, so that they take no room from deliverable events.
    private static readonly TimeSpan SinkPause = TimeSpan.FromSeconds(30);

    private readonly Func<double> _random;
    private readonly Dictionary<PendingDelivery, MachineDelivery> _open = [];
    private readonly Gate _target = new();
    private readonly Gate _sink = new();
    private readonly KeyLanes _lanes = new();
    // Ordered deliveries that wait for a retry. In the engine, later events of their key would overtake them.
    private readonly PriorityQueue<MachineDelivery, DateTimeOffset> _waiting = new();
    private DeliveryPolicy _policy;
    private DateTimeOffset? _wake;
    private int _settling;
    private bool _stopped;

    /// <summary>Creates a state machine.</summary>
    /// <param name="policy">The trigger's policy.</param>
    /// <param name="random">Numbers from 0 to 1 for jitter.</param>
    public DeliveryMachine(DeliveryPolicy policy, Func<double> random)
    {
        _random = random;
        _policy = policy;
        _target.Bucket = BucketOf(policy);
    }

    /// <summary>
    /// Indicates whether to request another delivery from the engine. Events that are not requested stay in the engine and count as lag.
    /// </summary>
    public bool WantsMore
        => !_stopped && _target.Ready.Count + _sink.Ready.Count + Running + _settling < _policy.Concurrency
        && _lanes.Held + _waiting.Count < HeldLimit && _lanes.HeldBytes < HeldBytesLimit;

    /// <summary>Number of running attempts.</summary>
    public int Running => _target.Running + _sink.Running;

    /// <summary>Number of deliveries that wait for a retry here and not in the engine.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Indicates whether no delivery is in progress.</summary>
    public bool Idle => Running == 0 && _settling == 0;

    /// <summary>Time of the next probe while the trigger is paused because its target is down; null otherwise.</summary>
    public DateTimeOffset? PausedUntil => _target.Circuit.OpenUntil;

    /// <summary>
    /// Processes an input: (1) update the state; (2) move retries that are due to the ready queue; (3) start attempts;
    /// (4) request a wake-up for the rest.
    /// </summary>
    /// <param name="input">The input.</param>
    /// <param name="now">The time of the input.</param>
    /// <param name="effects">Receives the effects, in order.</param>
    public void Step(DeliveryInput input, DateTimeOffset now, List<DeliveryEffect> effects)
    {
        // 1
        switch (input)
        {
            case DeliveryInput.Arrived arrived:
                var open = new MachineDelivery(arrived.Delivery);
                _open.Add(arrived.Delivery, open);
                Admit(open);
                break;
            case DeliveryInput.Attempted attempted:
                Conclude(_open[attempted.Delivery], attempted, now, effects);
                break;
            case DeliveryInput.Settled settled:
                Settle(settled);
                break;
            case DeliveryInput.PolicyChanged changed:
                Change(changed.Policy);
                break;
            case DeliveryInput.RetryNow:
                EndWaits(now);
                break;
            case DeliveryInput.TimerElapsed:
                _wake = null;
                break;
            case DeliveryInput.Stopped:
                _stopped = true;
                break;
        }

        if (_stopped)
            return;

        // 2
        while (_waiting.TryPeek(out var due, out var time) && time <= now)
        {
            _waiting.Dequeue();
            _target.Ready.Enqueue(due);
        }

        // 3
        StartAtSink(now, effects);
        StartAtTarget(now, effects);

        // 4
        RequestWakeUp(now, effects);
    }

    private static RateBucket? BucketOf(DeliveryPolicy policy) => policy.Rate is { } rate ? new RateBucket(rate) : null;

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    // A dead-lettered event is no longer ordered: its key has continued without it.
    private void Admit(MachineDelivery open)
    {
        if (open.DeadLetter is not null)
            _sink.Ready.Enqueue(open);
        else if (_policy.OrderingKey is not { } attribute
            || open.Delivery.Event.Event.GetAttribute(attribute) is not { } key
            || _lanes.Enter(open, key))
            _target.Ready.Enqueue(open);
    }

    private void Change(DeliveryPolicy policy)
    {
        var old = _policy;
        _policy = policy;
        if (!policy.HasCircuit)
            _target.Circuit.Close();
        if (policy.Rate != old.Rate)
            _target.Bucket = BucketOf(policy);
        if (policy.DeadLetterTarget != old.DeadLetterTarget)
            _sink.Circuit.Close();
        if (policy.OrderingKey == old.OrderingKey)
            return;
        foreach (var held in _lanes.ReleaseAll())
            Admit(held);
    }

    private void EndWaits(DateTimeOffset now)
    {
        _target.Circuit.Close();
        _sink.Circuit.Close();
        var waiting = _waiting.UnorderedItems.OrderBy(item => item.Priority).ToList();
        _waiting.Clear();
        foreach (var (open, _) in waiting)
            _waiting.Enqueue(open, now);
    }

    private void Conclude(MachineDelivery open, DeliveryInput.Attempted attempted, DateTimeOffset now, List<DeliveryEffect> effects)
    {
        var result = attempted.Result;
        var gate = open.DeadLetter is null ? _target : _sink;
        gate.Running--;
        if (result.Verdict == DeliveryVerdict.Busy)
        {
            // Not an attempt: the delivery returns to the end of the queue, and the trigger pauses briefly.
            gate.Ready.Enqueue(open);
            gate.BusyUntil = now + BusyPause;
            return;
        }

        if (open.DeadLetter is null && !_policy.HasCircuit)
            gate.Circuit.Close();
        else
            gate.Circuit.Note(result.Verdict != DeliveryVerdict.Retry, now);

        if (open.DeadLetter is { } given)
            ConcludeSink(open, given, result, now, effects);
        else
            ConcludeTarget(open, attempted, now, effects);
    }

    private void ConcludeTarget(MachineDelivery open, DeliveryInput.Attempted attempted, DateTimeOffset now, List<DeliveryEffect> effects)
    {
        var result = attempted.Result;
        switch (Judge(open, result, now))
        {
            case AttemptOutcome.RetryAt retry when open.Lane is not null:
                effects.Add(new DeliveryEffect.Report(open.Delivery, retry, result, open.Number));
                open.Unrecorded++;
                _waiting.Enqueue(open, retry.Due);
                break;
            case AttemptOutcome.GivenUp given when _policy.DeadLetterTarget is not null:
                effects.Add(new DeliveryEffect.Report(
                    open.Delivery, new AttemptOutcome.RetryAt(now, given.Detail), result with { Reason = given.Detail }, open.Number));
                open.DeadLetter = DeadLetterNote.Make(given, result, attempted.Destination, open.Number, now);
                _sink.Ready.Enqueue(open);
                LeaveLane(open);
                break;
            case var outcome:
                Record(open, outcome, outcome, result, effects);
                break;
        }
    }

    private AttemptOutcome Judge(MachineDelivery open, DeliveryResult result, DateTimeOffset now)
    {
        var stored = open.Delivery.Event;
        switch (result.Verdict)
        {
            case DeliveryVerdict.Delivered when result.Replies.Count > 0 && stored.Hops >= HopLimit:
                return new AttemptOutcome.GivenUp(
                    DeadLetterReason.Loop,
                    $"loop: stopped after {HopLimit} replies; the reply to the last one was not taken",
                    result.Status);
            case DeliveryVerdict.Delivered:
                return new AttemptOutcome.Delivered();
            case DeliveryVerdict.Crashed:
                return new AttemptOutcome.GivenUp(DeadLetterReason.Crash, result.Reason, null);
            case DeliveryVerdict.Refused:
                return new AttemptOutcome.GivenUp(DeadLetterReason.Refused, result.Reason, result.Status);
            default:
                var wait = RetrySchedule.Next(_policy, open.Number, now - stored.Arrived, result.RetryAfter, _random());
                return wait is { } time
                    ? new AttemptOutcome.RetryAt(now + time, result.Reason)
                    : new AttemptOutcome.GivenUp(DeadLetterReason.RetriesExhausted, result.Reason, result.Status);
        }
    }

    // Replies of the sink are ignored. Events that it does not accept within 24 hours go to the engine's dead letters.
    private void ConcludeSink(
        MachineDelivery open, DeadLetterNote given, DeliveryResult result, DateTimeOffset now, List<DeliveryEffect> effects)
    {
        var reported = result with
        {
            Replies = [],
            Reason = result.Verdict == DeliveryVerdict.Delivered
                ? $"{given.Detail}; the dead letter sink has it"
                : $"dead letter sink: {result.Reason}",
        };
        if (result.Verdict == DeliveryVerdict.Delivered)
        {
            // Final for the engine: the sink has the event.
            Record(open, new AttemptOutcome.Delivered(), given.Outcome(), reported, effects);
            return;
        }

        var failed = given with { SinkFailures = given.SinkFailures + 1 };
        var wait = result.Verdict == DeliveryVerdict.Retry
            ? RetrySchedule.Next(
                DeliveryPolicy.Default with { RetryAfterMax = _policy.RetryAfterMax },
                failed.SinkFailures,
                now - given.At,
                result.RetryAfter,
                _random())
            : null;
        AttemptOutcome outcome = wait is { } time
            ? new AttemptOutcome.RetryAt(now + time, reported.Reason) { Note = failed.Write() }
            : given.Outcome(reported.Reason);
        Record(open, outcome, outcome, reported, effects);
    }

    private void Record(
        MachineDelivery open, AttemptOutcome outcome, AttemptOutcome? reported, DeliveryResult result, List<DeliveryEffect> effects)
    {
        var holdsLane = open.Lane is not null;
        effects.Add(new DeliveryEffect.Record(open.Delivery, outcome, result)
        {
            Number = open.Number,
            ReportedOutcome = reported,
            Note = open.DeadLetter?.Write(),
            HoldsLane = holdsLane,
        });
        _settling++;
        // The engine may redeliver before this machine learns that the outcome was recorded.
        if (!holdsLane)
            _open.Remove(open.Delivery);
    }

    private void Settle(DeliveryInput.Settled settled)
    {
        _settling--;
        if (!_open.TryGetValue(settled.Delivery, out var open) || open.Lane is null)
            return;
        if (settled.RedeliverAt is { } time)
        {
            open.Unrecorded++;
            _waiting.Enqueue(open, time);
            return;
        }

        _open.Remove(open.Delivery);
        LeaveLane(open);
    }

    private void LeaveLane(MachineDelivery open)
    {
        if (_lanes.Leave(open) is { } next)
            _target.Ready.Enqueue(next);
    }

    private void StartAtTarget(DateTimeOffset now, List<DeliveryEffect> effects)
    {
        while (_target.Ready.Count > 0 && Running < _policy.Concurrency && _target.BlockedUntil(now) is null)
        {
            var open = _target.Start(now);
            effects.Add(new DeliveryEffect.StartAttempt(open.Delivery) { Number = open.Number });
        }
    }

    private void StartAtSink(DateTimeOffset now, List<DeliveryEffect> effects)
    {
        while (_sink.Ready.Count > 0)
        {
            var given = _sink.Ready.Peek().DeadLetter!;
            if (_policy.DeadLetterTarget is null)
            {
                // The sink has been removed from the flow.
                Record(
                    _sink.Ready.Dequeue(),
                    given.Outcome(),
                    given.Outcome(),
                    new DeliveryResult { Verdict = DeliveryVerdict.Refused, Status = given.Status, Reason = given.Detail },
                    effects);
            }
            else if (_sink.BusyUntil <= now && _sink.Circuit.BlockedUntil(now, _sink.Running) is { } time)
            {
                var back = new AttemptOutcome.RetryAt(Later(time, now + SinkPause), given.Detail) { Note = given.Write() };
                Record(_sink.Ready.Dequeue(), back, reported: null, new DeliveryResult { Verdict = DeliveryVerdict.Busy }, effects);
            }
            else if (Running < _policy.Concurrency && _sink.BlockedUntil(now) is null)
            {
                effects.Add(new DeliveryEffect.StartAttempt(_sink.Start(now).Delivery)
                {
                    Number = given.SinkFailures + 1,
                    DeadLetter = given,
                });
            }
            else
            {
                return;
            }
        }
    }

    private void RequestWakeUp(DateTimeOffset now, List<DeliveryEffect> effects)
    {
        DateTimeOffset? earliest = _waiting.TryPeek(out _, out var due) ? due : null;
        if (Running < _policy.Concurrency)
        {
            foreach (var gate in (ReadOnlySpan<Gate>)[_target, _sink])
            {
                if (gate.Ready.Count > 0 && gate.BlockedUntil(now) is { } time && time > now && !(earliest < time))
                    earliest = time;
            }
        }

        if (earliest is not { } wake || wake == _wake)
            return;
        _wake = wake;
        effects.Add(new DeliveryEffect.WakeAt(wake));
    }
}
