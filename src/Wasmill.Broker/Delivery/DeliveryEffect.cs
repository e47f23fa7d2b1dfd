using Wasmill.Broker.Engines;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Delivery;

/// <summary>Something that the shell around a trigger's state machine has to do.</summary>
internal abstract record DeliveryEffect
{
    private DeliveryEffect()
    {
    }

    /// <summary>Call the target; answer with <see cref="DeliveryInput.Attempted"/>.</summary>
    public sealed record StartAttempt(PendingDelivery Delivery) : DeliveryEffect;

    /// <summary>Record the outcome, and the result's replies when it is <see cref="AttemptOutcome.Delivered"/>; answer with <see cref="DeliveryInput.Settled"/>.</summary>
    public sealed record Record(PendingDelivery Delivery, AttemptOutcome Outcome, DeliveryResult Result) : DeliveryEffect;

    /// <summary>Send <see cref="DeliveryInput.TimeCame"/> at this time, in place of any earlier request.</summary>
    public sealed record WakeAt(DateTimeOffset Time) : DeliveryEffect;
}
