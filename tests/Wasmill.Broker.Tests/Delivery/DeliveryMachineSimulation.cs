using Wasmill.Broker.Delivery;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Tests.Delivery;

/// <summary>
/// Random lives of a trigger, each decided by its seed: whatever happens, every delivery is settled once, never more run than may, none
/// goes before an earlier one of its key, and nothing is given up before the dead letter sink has had it.
/// </summary>
public sealed class DeliveryMachineSimulation
{
    private const int Seeds = 1_000;
    private const int Deliveries = 40;

    [Fact]
    public void Every_delivery_is_settled_exactly_once_whatever_happens()
    {
        var lives = Enumerable.Range(0, Seeds).Select(Live).ToList();
        // A simulation that never gets to the interesting places proves nothing.
        Assert.All(
            [
                lives.Sum(life => life.Ordered),
                lives.Sum(life => life.AtSink),
                lives.Sum(life => life.Kept),
                lives.Sum(life => life.PutBack),
            ],
            count => Assert.InRange(count, 100, int.MaxValue));
    }

    private static (int Ordered, int AtSink, int Kept, int PutBack) Live(int seed)
    {
        var random = new Random(seed);
        var policy = Policy(random);
        var machine = new DeliveryMachine(policy, random.NextDouble);
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var effects = new List<DeliveryEffect>();
        var (attempts, records, settled) = (
            new List<DeliveryEffect.StartAttempt>(), new List<DeliveryEffect.Record>(), new HashSet<long>());
        // The engine: new events in order, retries at their time.
        var waiting = new PriorityQueue<FakeDelivery, (DateTimeOffset, long)>();
        // Positions that have no order any more: settled, or on their way to the sink.
        var (left, refusedBySink, again, starts) = (
            new HashSet<long>(), new HashSet<long>(), new HashSet<long>(), new List<DateTimeOffset>());
        var (ordered, atSink, kept, putBack) = (0, 0, 0, 0);
        var keys = Enumerable.Range(0, Deliveries + 1).Select(_ => random.Next(4) is var key && key > 0 ? $"{key}" : null).ToArray();
        var sinkIsBack = now + TimeSpan.FromMinutes(random.Next(4) == 0 ? 5 : 0);
        DateTimeOffset? wake = null;
        for (var i = 1; i <= Deliveries; i++)
            waiting.Enqueue(new FakeDelivery(i, hops: random.Next(18), key: keys[i]), (now, i));

        for (var step = 0; settled.Count < Deliveries; step++)
        {
            Assert.True(step < 100_000, $"seed {seed}: {settled.Count} of {Deliveries} settled, then nothing more");
            now += TimeSpan.FromMilliseconds(random.Next(200));
            effects.Clear();
            machine.Step(Next(), now, effects);
            foreach (var effect in effects)
                Apply(effect);
            Assert.True(machine.Running <= policy.Concurrency && machine.Running == attempts.Count, $"seed {seed}");
        }

        Assert.True(machine.Idle && machine.Waiting == 0, $"seed {seed}");
        if (policy.Rate is { } rate)
            Assert.All(starts, from => Assert.True(
                starts.Count(time => time >= from && time < from.AddSeconds(1)) <= rate * 1.1 + 1, $"seed {seed}: faster than {rate}"));
        return (ordered, atSink, kept, putBack);

        DeliveryInput Next()
        {
            var choices = new List<Func<DeliveryInput>>();
            if (machine.WantsMore && waiting.TryPeek(out _, out var due) && due.Item1 <= now)
                choices.Add(() => new DeliveryInput.Arrived(waiting.Dequeue()));
            if (attempts.Count > 0)
                choices.Add(EndAttempt);
            if (records.Count > 0)
                choices.Add(Settle);
            if (wake is { } time && time <= now)
                choices.Add(() => { wake = null; return new DeliveryInput.TimerElapsed(); });
            if (choices.Count > 0)
                return choices[random.Next(choices.Count)]();

            // Nothing can happen now: time goes on to the next thing that can.
            var next = new[] { wake, waiting.TryPeek(out _, out var later) ? later.Item1 : null }.Where(moment => moment > now).Min();
            now = next ?? now;
            if (wake is not { } reached || reached > now)
                return new DeliveryInput.PolicyChanged(policy);
            wake = null;
            return new DeliveryInput.TimerElapsed();
        }

        DeliveryInput EndAttempt()
        {
            var attempt = attempts[random.Next(attempts.Count)];
            attempts.Remove(attempt);
            var verdict = attempt.DeadLetter is not null && now < sinkIsBack ? DeliveryVerdict.Retry : (DeliveryVerdict)random.Next(4);
            if (attempt.DeadLetter is not null && verdict == DeliveryVerdict.Refused)
                refusedBySink.Add(attempt.Delivery.Event.Position);
            return new DeliveryInput.Attempted(
                attempt.Delivery,
                new DeliveryResult { Verdict = verdict, Reason = "r", Replies = random.Next(3) == 0 ? [TestEvents.Event()] : [] });
        }

        DeliveryInput Settle()
        {
            var record = records[random.Next(records.Count)];
            records.Remove(record);
            var position = record.Delivery.Event.Position;
            if (record.HoldsLane && random.Next(10) == 0)
            {
                // The engine is full: nothing was recorded.
                again.Add(position);
                kept++;
                return new DeliveryInput.Settled(record.Delivery) { RedeliverAt = now + TimeSpan.FromSeconds(1) };
            }

            if (record.Outcome is AttemptOutcome.RetryAt retry)
            {
                Assert.False(record.HoldsLane, $"seed {seed}: the engine would give later events of the key first");
                waiting.Enqueue(
                    new FakeDelivery(position, record.Delivery.Attempt + 1, record.Delivery.Event.Hops, keys[position], retry.Note),
                    (retry.Due, position));
                putBack += record.ReportedOutcome is null ? 1 : 0;
            }
            else
            {
                Assert.True(settled.Add(position), $"seed {seed}: settled twice");
                left.Add(position);
                if (policy.DeadLetterTarget is not null && record.Outcome is AttemptOutcome.GivenUp)
                    Assert.Contains(position, refusedBySink);
            }

            return new DeliveryInput.Settled(record.Delivery);
        }

        void Apply(DeliveryEffect effect)
        {
            switch (effect)
            {
                case DeliveryEffect.StartAttempt { DeadLetter: null } start:
                    var position = start.Delivery.Event.Position;
                    Assert.True(
                        policy.Retry is not { } most || start.Number <= most + 1 || again.Contains(position),
                        $"seed {seed}: more attempts than the policy allows");
                    if (policy.OrderingKey is not null && keys[position] is { } key)
                    {
                        ordered++;
                        Assert.All(
                            Enumerable.Range(1, (int)position - 1).Where(earlier => keys[earlier] == key),
                            earlier => Assert.True(left.Contains(earlier), $"seed {seed}: {position} before {earlier}"));
                    }

                    starts.Add(now);
                    attempts.Add(start);
                    break;
                case DeliveryEffect.StartAttempt start:
                    Assert.NotNull(policy.DeadLetterTarget);
                    atSink++;
                    attempts.Add(start);
                    break;
                case DeliveryEffect.Record record:
                    Assert.False(
                        record.Outcome is AttemptOutcome.Delivered
                            && record.ReportedOutcome is AttemptOutcome.GivenUp
                            && record.Result.Replies.Count > 0,
                        $"seed {seed}: the sink's reply is not routed");
                    records.Add(record);
                    break;
                // Given up, and not by a stated wait: those are never 0 here.
                case DeliveryEffect.Report { Outcome: AttemptOutcome.RetryAt retry } tell when retry.Due == now:
                    left.Add(tell.Delivery.Event.Position);
                    break;
                case DeliveryEffect.WakeAt at:
                    wake = at.Time;
                    break;
            }
        }
    }

    private static DeliveryPolicy Policy(Random random)
    {
        var policy = new DeliveryPolicy
        {
            Concurrency = random.Next(1, 6),
            OrderingKey = random.Next(2) == 0 ? "partitionkey" : null,
            DeadLetterTarget = random.Next(2) == 0 ? "sink" : null,
            Rate = random.Next(3) == 0 ? 0.5 + 20 * random.NextDouble() : null,
        };
        return random.Next(2) == 0
            ? policy
            : policy with
            {
                Retry = random.Next(6),
                Backoff = (BackoffPolicy)random.Next(3),
                BackoffDelay = TimeSpan.FromMilliseconds(random.Next(1, 500)),
            };
    }
}
