using Microsoft.Extensions.Time.Testing;
using Wasmill.Broker.Delivery;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Log.Format;
using Wasmill.Broker.Log.Segments;
using Wasmill.Broker.Log.Settings;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;
using Wasmill.Broker.Tests;
using Wasmill.Events.Filters;

namespace Wasmill.Broker.Log.Tests.Simulation;

/// <summary>
/// A broker's life, decided by a seed: events come, triggers deliver to targets that fail, the process is killed, the power is lost, the
/// disk fills up and fails, at any step. What was promised is noted as it is promised, and looked at in the end.
/// </summary>
internal sealed class SimulatedWorld
{
    private const int LongestLife = 20_000;

    private static readonly LogEngineOptions Small = new()
    {
        SegmentBytes = 1024,
        CheckpointBytes = 1500,
        RetainBytes = 2048,
        WindowEvents = 3,
        ReserveBytes = 600,
    };

    // What the log says of damage that a crash does not explain. Damage within a segment is not among it: of two writes that were not
    // flushed, the disk may have the second alone.
    private static readonly string[] DamageWords =
        [": missing: ", ": cut short: ", "are missing", "checkpoints are damaged", "checkpoint is damaged", "intact record"];

    private readonly Random _random;
    private readonly PlantedBug _bug;
    private readonly SimulatedDisk _disk;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly Promises _promises = new();
    private readonly (string Name, string Type, DeliveryPolicy Policy)[] _config;
    private readonly List<(LogTransaction Transaction, Action<CommitResult> Then)> _queue = [];
    private readonly List<DeliveryEffect> _effects = [];
    private List<SimulatedTrigger> _triggers = [];
    private LogCore? _core;
    private int _events;
    private bool _isCalm;

    public SimulatedWorld(int seed, PlantedBug bug)
    {
        _random = new Random(seed);
        _bug = bug;
        _disk = new SimulatedDisk(_random) { LiesAboutFlush = bug == PlantedBug.AckBeforeFlush };
        _config = [.. Enumerable.Range(0, 1 + _random.Next(3))
            .Select(i => ($"t{i}", _random.Next(2) == 0 ? "*" : "ab"[_random.Next(2)].ToString(), Policy()))];
    }

    /// <summary>Crashes that cut something off.</summary>
    public int Crashes { get; private set; }

    /// <summary>Segments that were taken away.</summary>
    public int Taken { get; private set; }

    /// <summary>What was broken; null when everything was kept.</summary>
    public string? Live()
    {
        var (steps, crashes) = (60 + _random.Next(120), _random.Next(5));
        for (var step = 0; step < steps; step++)
        {
            if (crashes > 0 && _random.Next(steps / 4) == 0)
            {
                crashes--;
                Disturb();
            }

            Guarded(() => Step());
        }

        // In the end everything works, and the broker must come to rest.
        _isCalm = true;
        _disk.CrashIn = -1;
        _disk.FailNextFlush = false;
        _disk.IsFull = false;
        for (var step = 0; !IsAtRest(); step++)
        {
            if (step > LongestLife)
                return "the broker does not come to rest: "
                    + $"{string.Join(", ", _triggers.Select(trigger => $"{trigger.Name} {_core!.Status(trigger.Name)}"))}";
            Guarded(() => Step());
        }

        return _promises.FirstBroken(_core!, _triggers);
    }

    private void Guarded(Action act)
    {
        try
        {
            _core ??= Start();
            act();
            if (_core.Broken is not null)
                End(losesPower: _random.Next(2) == 0);
        }
        catch (SimulatedCrash)
        {
            End(losesPower: _random.Next(2) == 0);
        }
        catch (IOException) when (_core is null)
        {
            // The start failed: the disk is full, or a flush failed. Somebody starts it again.
            _disk.IsFull = false;
            End(losesPower: false);
        }
    }

    private void Disturb()
    {
        switch (_random.Next(5))
        {
            case 0:
                _disk.FailNextFlush = true;
                break;
            case 1:
                _disk.IsFull = true;
                break;
            default:
                _disk.CrashIn = _random.Next(12);
                break;
        }
    }

    private void End(bool losesPower)
    {
        Crashes++;
        _core = null;
        _queue.Clear();
        _triggers = [];
        _disk.FailNextFlush = false;
        if (losesPower)
            _disk.LosePower();
        else
            _disk.Kill();
        _promises.Restarted(losesPower);
        if (!_isCalm && _random.Next(4) == 0)
            TakeSegment();
    }

    // Somebody takes a segment away between two lives. One whose last records no checkpoint knows cannot be missed if it is the last, or
    // the power is lost before the ones behind it are on the disk.
    private void TakeSegment()
    {
        var names = _disk.Files.Keys.Where(name => name.StartsWith(LogCore.Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (names.Count == 0 || _bug != PlantedBug.UnlistedSegment && _bug != PlantedBug.None)
            return;
        var name = names[_random.Next(names.Count)];
        var bytes = _disk.Files[name].Content;
        if (SegmentHeader.TryRead(bytes) is not { } header)
            return;
        var reader = new RecordReader(
            _disk.Files[name], name, SegmentHeader.Size, bytes.Length, header.FirstSequence, header.FirstPosition);
        var ids = new List<string>();
        while (reader.TryRead(out _))
            ids.AddRange(RecordContent.Events(reader.Header, reader.Body).Select(stored => stored.Event.Id));
        var known = (CheckpointFile.TryRead(_disk, CheckpointFile.Name)
            ?? CheckpointFile.TryRead(_disk, CheckpointFile.OlderName))?.NextSequence
            ?? 0;
        var isLast = name == names.Last(other =>
            other == name || _disk.IsDurable(other, SegmentHeader.Size) && SegmentHeader.TryRead(_disk.Files[other].Content) is not null);
        if (isLast && reader.NextSequence > known != (_bug == PlantedBug.UnlistedSegment))
            return;
        _disk.Take(name);
        Taken++;
        _promises.Taken(ids);
    }

    private LogCore Start()
    {
        var core = new LogCore(_disk, Small, _time, new LineLogger(report =>
        {
            if (DamageWords.Any(word => report.Contains(word, StringComparison.Ordinal)))
                _promises.Told(report);
        }));
        var triggers = _config.Select(config => new SimulatedTrigger(config.Name, config.Type, config.Policy, _random.NextDouble)).ToList();
        foreach (var trigger in triggers)
        {
            trigger.Log = core.Open(trigger.Name, new FeedSpec(FilterConfig.OfType(trigger.Type).Compile()), out var transaction);
            if (transaction is null)
                continue;
            core.Commit([transaction]);
            if (transaction.Done.Result != CommitResult.Committed)
                throw new IOException("no room for a trigger");
        }

        _triggers = triggers;
        return core;
    }

    private void Step()
    {
        var trigger = _triggers[_random.Next(_triggers.Count)];
        switch (_random.Next(_isCalm ? 2 : 0, 10))
        {
            case 0 or 1:
                Publish();
                break;
            case 2:
                Commit();
                break;
            case 3:
                _core!.MatchBatch();
                break;
            case 4 or 5:
                Feed(trigger);
                break;
            case 6 or 7:
                if (trigger.Attempts.Count > 0)
                    EndAttempt(trigger, trigger.Attempts[_random.Next(trigger.Attempts.Count)]);
                break;
            case 8:
                Advance();
                break;
            default:
                _core!.Tick();
                if (_disk.IsFull && _random.Next(4) == 0)
                    _disk.IsFull = false;
                break;
        }
    }

    private void Publish()
    {
        var batch = Enumerable.Range(0, _random.Next(4) == 0 ? 3 : 1)
            .Select(_ => TestEvents.New("abc"[_random.Next(3)].ToString(), $"e{++_events}"))
            .ToArray();
        var ids = batch.Select(one => one.Event.Id).ToArray();
        _promises.Offered(ids);
        if (_bug == PlantedBug.TornBatchKept)
        {
            var left = batch.Length;
            foreach (var one in batch)
                Enqueue(new LogTransaction { Events = [one], IsFromOutside = true }, result =>
                {
                    if (result == CommitResult.Committed && --left == 0) _promises.Accepted(batch);
                });
            return;
        }

        Enqueue(new LogTransaction { Events = batch, IsFromOutside = true }, result =>
        {
            if (result == CommitResult.Committed)
                _promises.Accepted(batch);
        });
    }

    private void Enqueue(LogTransaction transaction, Action<CommitResult> then) => _queue.Add((transaction, then));

    private void Commit()
    {
        if (_queue.Count == 0)
            return;
        var taken = _queue.Take(1 + _random.Next(_queue.Count)).ToList();
        _queue.RemoveRange(0, taken.Count);
        _core!.Commit([.. taken.Select(one => one.Transaction)]);
        foreach (var (transaction, then) in taken)
            then(transaction.Done.Result);
    }

    private void Feed(SimulatedTrigger trigger)
    {
        if (!trigger.Machine.WantsMore)
            return;
        _core!.ReadAhead(trigger.Log);
        var remembered = trigger.Remembered.FirstOrDefault(one => one.Due <= _time.GetUtcNow());
        if (remembered.Delivery is { } again)
        {
            trigger.Remembered.Remove(remembered);
            Input(trigger, new DeliveryInput.Arrived(again));
            return;
        }

        if (_core.TryLease(trigger.Log, out _, out _) is not { } open)
            return;
        open.Event ??= _core.ReadEvent(open.Position);
        if (open.Event is null)
        {
            Assert.True(Taken > 0);
            GiveUpGone(open);
            return;
        }

        Input(trigger, new DeliveryInput.Arrived(new SimulatedDelivery(open, open.Event, open.Attempts + 1)));
    }

    // What a feed does with an event that is gone.
    private void GiveUpGone(Log.Triggers.LogLease open)
    {
        if (_core!.Finish(open, LogFeed.Damaged(open), []) is { } transaction)
            Enqueue(transaction, result => { if (result == CommitResult.Full) GiveUpGone(open); });
    }

    private void EndAttempt(SimulatedTrigger trigger, SimulatedDelivery delivery)
    {
        trigger.Attempts.Remove(delivery);
        var verdict = _isCalm ? DeliveryVerdict.Delivered : (DeliveryVerdict)_random.Next(4);
        var replies = verdict == DeliveryVerdict.Delivered && !_isCalm && _random.Next(3) == 0
            ? new[] { TestEvents.Event("abc"[_random.Next(3)].ToString(), "") }
            : [];
        if (verdict == DeliveryVerdict.Delivered)
            _promises.Received(trigger.Name, delivery.Event);
        Input(trigger, new DeliveryInput.Attempted(delivery, new DeliveryResult { Verdict = verdict, Reason = "r", Replies = replies }));
    }

    private void Advance()
    {
        // In the calm, time goes to the next thing that waits for it.
        var next = _triggers.SelectMany(trigger => new[] { trigger.Wake, trigger.Log.NextDue })
            .Where(time => time > _time.GetUtcNow())
            .Min();
        _time.Advance(_isCalm && next is { } moment ? moment - _time.GetUtcNow() : TimeSpan.FromMilliseconds(_random.Next(1, 2_000)));
        foreach (var trigger in _triggers.Where(trigger => trigger.Wake <= _time.GetUtcNow()))
        {
            trigger.Wake = null;
            Input(trigger, new DeliveryInput.TimerElapsed());
        }
    }

    private void Input(SimulatedTrigger trigger, DeliveryInput input)
    {
        _effects.Clear();
        trigger.Machine.Step(input, _time.GetUtcNow(), _effects);
        foreach (var effect in _effects.ToList())
        {
            switch (effect)
            {
                case DeliveryEffect.StartAttempt start:
                    _promises.Started(trigger.Name, start.Delivery, _time.GetUtcNow());
                    trigger.Attempts.Add((SimulatedDelivery)start.Delivery);
                    break;
                case DeliveryEffect.WakeAt wake when _bug != PlantedBug.LostTimer:
                    trigger.Wake = wake.Time;
                    break;
                case DeliveryEffect.Record record:
                    Record(trigger, (SimulatedDelivery)record.Delivery, record);
                    break;
            }
        }
    }

    private void Record(SimulatedTrigger trigger, SimulatedDelivery delivery, DeliveryEffect.Record record)
    {
        var outcome = record.Outcome;
        var replies = outcome is AttemptOutcome.Delivered
            ? ReplyFactory.Make(trigger.Name, delivery.Event, record.Result, _time.GetUtcNow())
            : [];
        if (_bug == PlantedBug.FloorOverOpenRetry && outcome is AttemptOutcome.RetryAt retry)
        {
            trigger.Remembered.Add((new SimulatedDelivery(delivery.Open, delivery.Event, delivery.Attempt + 1), retry.Due));
            outcome = new AttemptOutcome.Delivered();
        }

        var stored = _bug == PlantedBug.AckBeforeReply ? [] : replies;
        if (_core!.Finish(delivery.Open, outcome, stored) is not { } transaction)
        {
            Input(trigger, new DeliveryInput.Settled(delivery));
            return;
        }

        Enqueue(transaction, result =>
        {
            if (result is CommitResult.Full or CommitResult.DiskFull)
            {
                Record(trigger, delivery, record);
                return;
            }

            if (result == CommitResult.Committed)
                _promises.Recorded(trigger.Name, delivery, outcome, replies, transaction.IsHeld);
            if (_bug == PlantedBug.AckBeforeReply && replies.Length > 0)
                Enqueue(new LogTransaction { Events = replies }, _ => { });
            Input(trigger, new DeliveryInput.Settled(delivery));
        });
    }

    private bool IsAtRest()
        => _core is not null
            && _queue.Count == 0
            && !_core.HasUnmatched
            && _triggers.All(trigger => trigger.Machine.Idle
                && trigger.Attempts.Count == 0
                && trigger.Remembered.Count == 0
                && _core.Status(trigger.Name)!.Lag == 0);

    private DeliveryPolicy Policy() => _random.Next(2) == 0
        ? new DeliveryPolicy { Concurrency = _random.Next(1, 5) }
        : new DeliveryPolicy
        {
            Concurrency = _random.Next(1, 5),
            Retry = _random.Next(5),
            Backoff = (BackoffPolicy)_random.Next(3),
            BackoffDelay = TimeSpan.FromMilliseconds(_random.Next(500)),
        };
}
