using Wasmill.Broker.Engines;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Delivery;

/// <summary>
/// Decides what one trigger does: how many attempts run at once, what an attempt's result means, when the trigger pauses because its target is down. A synchronous
/// state machine: no task, no clock, no I/O; <see cref="Step"/> turns an input at a time into effects. Every delivery that arrives is settled exactly once.
/// </summary>
internal sealed class DeliveryMachine(DeliveryPolicy policy, Func<double> random)
{
    /// <summary>How many deliveries may lie between an event from outside and a reply.</summary>
    public const int HopLimit = 16;

    // A full function queue empties within the time of one call; a tenth of a second neither spins nor wastes much of it.
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(100);

    private readonly Queue<PendingDelivery> _ready = new();
    private readonly Circuit _circuit = new();
    private DeliveryPolicy _policy = policy;
    private int _running;
    private int _settling;
    private DateTimeOffset _busyUntil;
    private bool _stopped;

    /// <summary>Whether the engine should be asked for another delivery. What is not asked for stays in the engine, where it is counted as lag.</summary>
    public bool WantsMore => !_stopped && _ready.Count + _running + _settling < _policy.Concurrency;

    /// <summary>Attempts that run.</summary>
    public int Running => _running;

    /// <summary>Whether nothing is going on.</summary>
    public bool Idle => _running == 0 && _settling == 0;

    /// <summary>When the next probe is due while the trigger pauses because its target is down; null while it does not.</summary>
    public DateTimeOffset? PausedUntil => _circuit.OpenUntil;

    /// <summary>Takes an input.</summary>
    /// <param name="input">What happened.</param>
    /// <param name="now">When.</param>
    /// <param name="effects">Gets what is to be done, in order.</param>
    public void Step(DeliveryInput input, DateTimeOffset now, List<DeliveryEffect> effects)
    {
        switch (input)
        {
            case DeliveryInput.Arrived arrived:
                _ready.Enqueue(arrived.Delivery);
                break;
            case DeliveryInput.Attempted attempted:
                _running--;
                Conclude(attempted.Delivery, attempted.Result, now, effects);
                break;
            case DeliveryInput.Settled:
                _settling--;
                break;
            case DeliveryInput.PolicyChanged changed:
                _policy = changed.Policy;
                if (!_policy.HasCircuit)
                    _circuit.Close();
                break;
            case DeliveryInput.Stopped:
                _stopped = true;
                break;
        }

        StartAttempts(now, effects);
    }

    private void Conclude(PendingDelivery delivery, DeliveryResult result, DateTimeOffset now, List<DeliveryEffect> effects)
    {
        if (result.Verdict == DeliveryVerdict.Busy)
        {
            // Not an attempt: the same delivery goes to the end of the line and the trigger waits a moment.
            _ready.Enqueue(delivery);
            _busyUntil = now + BusyPause;
            return;
        }

        if (_policy.HasCircuit)
            _circuit.Note(result.Verdict != DeliveryVerdict.Retry, now);

        _settling++;
        effects.Add(new DeliveryEffect.Record(delivery, Judge(delivery, result, now), result));
    }

    private AttemptOutcome Judge(PendingDelivery delivery, DeliveryResult result, DateTimeOffset now)
    {
        switch (result.Verdict)
        {
            case DeliveryVerdict.Delivered when result.Replies.Count > 0 && delivery.Event.Hops >= HopLimit:
                return new AttemptOutcome.GivenUp(DeadLetterReason.Loop, $"loop: the event is a reply to a reply, {HopLimit} deep; its own reply was not taken", result.Status);
            case DeliveryVerdict.Delivered:
                return new AttemptOutcome.Delivered();
            case DeliveryVerdict.Refused:
                return new AttemptOutcome.GivenUp(DeadLetterReason.Refused, result.Reason, result.Status);
            default:
                var wait = RetrySchedule.Next(_policy, delivery.Attempt, now - delivery.Event.Arrived, result.RetryAfter, random());
                return wait is { } time
                    ? new AttemptOutcome.RetryAt(now + time, result.Reason)
                    : new AttemptOutcome.GivenUp(DeadLetterReason.RetriesExhausted, result.Reason, result.Status);
        }
    }

    private void StartAttempts(DateTimeOffset now, List<DeliveryEffect> effects)
    {
        while (!_stopped && _ready.Count > 0 && _running < _policy.Concurrency)
        {
            var blockedUntil = _busyUntil > now ? _busyUntil : _circuit.BlockedUntil(now, _running);
            if (blockedUntil is { } time)
            {
                if (time > now)
                    effects.Add(new DeliveryEffect.WakeAt(time));
                return;
            }

            _running++;
            effects.Add(new DeliveryEffect.StartAttempt(_ready.Dequeue()));
        }
    }
}
