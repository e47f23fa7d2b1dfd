using Wasmill.Broker.Delivery.DeadLetters;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Delivery;

// Tested by: DeliveryMachineTests
/// <summary>Something that the shell around a trigger's state machine has to do.</summary>
internal abstract record DeliveryEffect
{
    private DeliveryEffect()
    {
    }

    /// <summary>Call the target, or the dead letter sink; answer with <see cref="DeliveryInput.Attempted"/>.</summary>
    public sealed record StartAttempt(PendingDelivery Delivery) : DeliveryEffect
    {
        /// <summary>The attempt's number at this destination, from 1.</summary>
        public int Number { get; init; } = 1;

        /// <summary>Dead letter data when the event goes to the dead letter sink; null when it goes to the target.</summary>
        public DeadLetterNote? DeadLetter { get; init; }
    }

    /// <summary>
    /// Record the outcome, and the result's replies when it is <see cref="AttemptOutcome.Delivered"/>; answer with
    /// <see cref="DeliveryInput.Settled"/>.
    /// </summary>
    public sealed record Record(PendingDelivery Delivery, AttemptOutcome Outcome, DeliveryResult Result) : DeliveryEffect
    {
        /// <summary>The attempt's number among all that were made of this delivery, from 1.</summary>
        public int Number { get; init; } = 1;

        /// <summary>The outcome to report to observers; null for none.</summary>
        public AttemptOutcome? ReportedOutcome { get; init; } = Outcome;

        /// <summary>Note stored with the delivery if the outcome finds no room and is redelivered; null for none.</summary>
        public string? Note { get; init; }

        /// <summary>
        /// Indicates whether later events of the same key wait for this one. If so, the engine must not delay it: a reply that finds no room
        /// returns to the machine.
        /// </summary>
        public bool HoldsLane { get; init; }
    }

    /// <summary>Reports an attempt to observers; the machine continues the delivery, and nothing is recorded yet.</summary>
    public sealed record Report(PendingDelivery Delivery, AttemptOutcome Outcome, DeliveryResult Result, int Number) : DeliveryEffect;

    /// <summary>Requests <see cref="DeliveryInput.TimerElapsed"/> at this time, replacing any earlier request.</summary>
    public sealed record WakeAt(DateTimeOffset Time) : DeliveryEffect;
}
