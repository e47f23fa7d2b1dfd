using Wasmill.Broker.Delivery;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Tests.Delivery;

/// <summary>Random lives of a trigger, each decided by its seed: whatever happens, every delivery is settled once, and never more run than may.</summary>
public sealed class DeliveryMachineSimulation
{
    private const int Seeds = 500;
    private const int Deliveries = 40;

    [Fact]
    public void Every_delivery_is_settled_exactly_once_whatever_happens()
    {
        for (var seed = 0; seed < Seeds; seed++)
            Live(seed);
    }

    private static void Live(int seed)
    {
        var random = new Random(seed);
        var policy = Policy(random);
        var machine = new DeliveryMachine(policy, random.NextDouble);
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var effects = new List<DeliveryEffect>();
        var (attempts, records, waiting, settled) = (new List<PendingDelivery>(), new List<DeliveryEffect.Record>(), new PriorityQueue<FakeDelivery, DateTimeOffset>(), new HashSet<long>());
        DateTimeOffset? wake = null;
        for (var i = 1; i <= Deliveries; i++)
            waiting.Enqueue(new FakeDelivery(i, hops: random.Next(18)), now);

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

        Assert.True(machine.Idle, $"seed {seed}");

        DeliveryInput Next()
        {
            var choices = new List<Func<DeliveryInput>>();
            if (machine.WantsMore && waiting.TryPeek(out _, out var due) && due <= now)
                choices.Add(() => new DeliveryInput.Arrived(waiting.Dequeue()));
            if (attempts.Count > 0)
                choices.Add(EndAttempt);
            if (records.Count > 0)
                choices.Add(Settle);
            if (wake is { } time && time <= now)
                choices.Add(() => { wake = null; return new DeliveryInput.TimeCame(); });
            if (choices.Count > 0)
                return choices[random.Next(choices.Count)]();

            // Nothing can happen now: time goes on to the next thing that can.
            var next = new[] { wake, waiting.TryPeek(out _, out var later) ? later : null }.Where(moment => moment > now).Min();
            now = next ?? now;
            return wake is { } reached && reached <= now ? new DeliveryInput.TimeCame() : new DeliveryInput.PolicyChanged(policy);
        }

        DeliveryInput EndAttempt()
        {
            var delivery = attempts[random.Next(attempts.Count)];
            attempts.Remove(delivery);
            var verdict = (DeliveryVerdict)random.Next(4);
            return new DeliveryInput.Attempted(delivery, new DeliveryResult { Verdict = verdict, Reason = "r", Replies = random.Next(3) == 0 ? [TestEvents.Event()] : [] });
        }

        DeliveryInput Settle()
        {
            var record = records[random.Next(records.Count)];
            records.Remove(record);
            if (record.Outcome is AttemptOutcome.RetryAt retry)
                waiting.Enqueue(new FakeDelivery(record.Delivery.Event.Position, record.Delivery.Attempt + 1), retry.Due);
            else
                Assert.True(settled.Add(record.Delivery.Event.Position), $"seed {seed}: settled twice");
            return new DeliveryInput.Settled(record.Delivery);
        }

        void Apply(DeliveryEffect effect)
        {
            switch (effect)
            {
                case DeliveryEffect.StartAttempt start:
                    Assert.True(policy.Retry is not { } most || start.Delivery.Attempt <= most + 1, $"seed {seed}: more attempts than the policy allows");
                    attempts.Add(start.Delivery);
                    break;
                case DeliveryEffect.Record record:
                    records.Add(record);
                    break;
                case DeliveryEffect.WakeAt at:
                    wake = at.Time;
                    break;
            }
        }
    }

    private static DeliveryPolicy Policy(Random random) => random.Next(2) == 0
        ? new DeliveryPolicy { Concurrency = random.Next(1, 6) }
        : new DeliveryPolicy { Concurrency = random.Next(1, 6), Retry = random.Next(6), Backoff = (BackoffPolicy)random.Next(3), BackoffDelay = TimeSpan.FromMilliseconds(random.Next(500)) };
}
