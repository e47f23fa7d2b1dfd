using Wasmill.Broker.Delivery.DeadLetters;
using Wasmill.Broker.Delivery.Pacing;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Delivery;

/// <summary>
/// Decides what one trigger does: how many attempts run at once, in what order and how fast, what an attempt's result means, when the
/// trigger pauses because its target is down, what goes to the dead letter sink. A synchronous state machine: no task, no clock, no I/O;
/// <see cref="Step"/> turns an input at a time into effects. Every delivery that arrives is settled exactly once.
/// </summary>
internal sealed class DeliveryMachine
{
    /// <summary>Maximum number of deliveries between an external event and a reply.</summary>
    public const int HopLimit = 16;

    /// <summary>
    /// Events of an ordered trigger that may be held back behind others of their key, or wait for another attempt.
    /// At the bound the trigger takes no new event.
    /// </summary>
    public const int HeldLimit = 1_024;

    /// <summary>Bytes of payload that may be held back. One event may go beyond it.</summary>
    public const long HeldBytesLimit = 64L << 20;

    // A full function queue empties within the time of one call; a tenth of a second neither spins nor wastes much of it.
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(100);

    // Dead letters whose sink is down go back to the engine, so that they take no room from those that can be delivered.
    private static readonly TimeSpan SinkPause = TimeSpan.FromSeconds(30);

    private readonly Func<double> _random;
    private readonly Dictionary<PendingDelivery, MachineDelivery> _open = [];
    private readonly Gate _target = new();
    private readonly Gate _sink = new();
    private readonly KeyLanes _lanes = new();
    // Ordered deliveries that wait for another attempt: the engine would give later events of their key before them.
    private readonly PriorityQueue<MachineDelivery, DateTimeOffset> _waiting = new();
    private DeliveryPolicy _policy;
    private DateTimeOffset? _wake;
    private int _settling;
    private bool _stopped;

    /// <summary>Makes a machine.</summary>
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

    /// <summary>Attempts that run.</summary>
    public int Running => _target.Running + _sink.Running;

    /// <summary>Deliveries that wait here, and not in the engine, for another attempt.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Indicates whether no delivery is in progress.</summary>
    public bool Idle => Running == 0 && _settling == 0;

    /// <summary>Time of the next probe while the trigger is paused because its target is down; null otherwise.</summary>
    public DateTimeOffset? PausedUntil => _target.Circuit.OpenUntil;

    /// <summary>
    /// Takes an input: (1) note what happened; (2) take up what waited for its time; (3) start what may start;
    /// (4) ask to be woken for the rest.
    /// </summary>
    /// <param name="input">What happened.</param>
    /// <param name="now">When.</param>
    /// <param name="effects">Gets what is to be done, in order.</param>
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
        AskToBeWoken(now, effects);
    }

    private static RateBucket? BucketOf(DeliveryPolicy policy) => policy.Rate is { } rate ? new RateBucket(rate) : null;

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    // An event that was given up before has no order any more: its key went on without it.
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

    private void Conclude(MachineDelivery open, DeliveryInput.Attempted attempted, DateTimeOffset now, List<DeliveryEffect> effects)
    {
        var result = attempted.Result;
        var gate = open.DeadLetter is null ? _target : _sink;
        gate.Running--;
        if (result.Verdict == DeliveryVerdict.Busy)
        {
            // Not an attempt: the same delivery goes to the end of the line and the trigger waits a moment.
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

    // The sink's answer is never routed. What it does not take in a day goes to the engine's dead letters.
    private void ConcludeSink(
        MachineDelivery open, DeadLetterNote given, DeliveryResult result, DateTimeOffset now, List<DeliveryEffect> effects)
    {
        var told = result with
        {
            Replies = [],
            Reason = result.Verdict == DeliveryVerdict.Delivered
                ? $"{given.Detail}; the dead letter sink has it"
                : $"dead letter sink: {result.Reason}",
        };
        if (result.Verdict == DeliveryVerdict.Delivered)
        {
            // For the engine that is the end: it has nothing to keep.
            Record(open, new AttemptOutcome.Delivered(), given.Outcome(), told, effects);
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
            ? new AttemptOutcome.RetryAt(now + time, told.Reason) { Note = failed.Write() }
            : given.Outcome(told.Reason);
        Record(open, outcome, outcome, told, effects);
    }

    private void Record(
        MachineDelivery open, AttemptOutcome outcome, AttemptOutcome? shown, DeliveryResult result, List<DeliveryEffect> effects)
    {
        var holdsLane = open.Lane is not null;
        effects.Add(new DeliveryEffect.Record(open.Delivery, outcome, result)
        {
            Number = open.Number,
            ReportedOutcome = shown,
            Note = open.DeadLetter?.Write(),
            HoldsLane = holdsLane,
        });
        _settling++;
        // The engine may give a delivery again before it is known here that its outcome was recorded.
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
                // The sink was taken out of the flow meanwhile.
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
                Record(_sink.Ready.Dequeue(), back, shown: null, new DeliveryResult { Verdict = DeliveryVerdict.Busy }, effects);
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

    private void AskToBeWoken(DateTimeOffset now, List<DeliveryEffect> effects)
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
