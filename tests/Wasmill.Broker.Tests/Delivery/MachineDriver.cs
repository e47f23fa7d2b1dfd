using Wasmill.Broker.Delivery;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Tests.Delivery;

/// <summary>A machine and its clock, driven step by step.</summary>
internal sealed class MachineDriver(DeliveryPolicy policy)
{
    public DeliveryMachine Machine { get; } = new(policy, () => 0.5);

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static DeliveryResult Result(DeliveryVerdict verdict, int? status = 500)
        => new() { Verdict = verdict, Status = status, Reason = "why" };

    public List<DeliveryEffect> Step(DeliveryInput input)
    {
        var effects = new List<DeliveryEffect>();
        Machine.Step(input, Now, effects);
        return effects;
    }

    public List<DeliveryEffect> Arrive(PendingDelivery delivery) => Step(new DeliveryInput.Arrived(delivery));

    public List<DeliveryEffect> End(PendingDelivery delivery, DeliveryVerdict verdict) => End(delivery, Result(verdict));

    public List<DeliveryEffect> End(PendingDelivery delivery, DeliveryResult result)
        => Step(new DeliveryInput.Attempted(delivery, result) { Destination = "http://target/" });

    public List<DeliveryEffect> Settle(PendingDelivery delivery) => Step(new DeliveryInput.Settled(delivery));

    public List<DeliveryEffect> Wake(DateTimeOffset time)
    {
        Now = time;
        return Step(new DeliveryInput.TimerElapsed());
    }

    /// <summary>The positions that began an attempt.</summary>
    public static IEnumerable<long> Started(IEnumerable<DeliveryEffect> effects)
        => effects.OfType<DeliveryEffect.StartAttempt>().Select(start => start.Delivery.Event.Position);
}
