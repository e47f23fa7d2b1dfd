using Wasmill.Broker.Delivery.DeadLetters;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Delivery;

// Tested by: DeliveryMachineTests
/// <summary>An action that the trigger's state machine requests from its runner.</summary>
internal abstract record DeliveryEffect
{
    private DeliveryEffect()
    {
    }

    /// <summary>Calls the target or the dead letter sink. The runner responds with <see cref="DeliveryInput.Attempted"/>.</summary>
    public sealed record StartAttempt(PendingDelivery Delivery) : DeliveryEffect
    {
        /// <summary>Number of the attempt to this destination, from 1.</summary>
        public int Number { get; init; } = 1;

        /// <summary>Dead letter data when the event goes to the dead letter sink; null when it goes to the target.</summary>
        public DeadLetterNote? DeadLetter { get; init; }
    }

    /// <summary>
    /// Records the outcome, and the result's replies if it is <see cref="AttemptOutcome.Delivered"/>. The runner responds with
    /// <see cref="DeliveryInput.Settled"/>.
    /// </summary>
    public sealed record Record(PendingDelivery Delivery, AttemptOutcome Outcome, DeliveryResult Result) : DeliveryEffect
    {
        /// <summary>Number of the attempt among all attempts of this delivery, from 1.</summary>
        public int Number { get; init; } = 1;

        /// <summary>The outcome to report to observers; null for none.</summary>
        public AttemptOutcome? ReportedOutcome { get; init; } = Outcome;

        /// <summary>Note stored with the delivery if the outcome finds no room and is redelivered; null for none.</summary>
        public string? Note { get; init; }

        /// <summary>
        /// Indicates whether later events of the same key wait for this one. If so, the engine must not delay it: a reply that finds no
        /// room returns to the machine.
        /// </summary>
        public bool HoldsLane { get; init; }
    }

    /// <summary>Reports an attempt to observers; the machine continues the delivery, and nothing is recorded yet.</summary>
    public sealed record Report(PendingDelivery Delivery, AttemptOutcome Outcome, DeliveryResult Result, int Number) : DeliveryEffect;

    /// <summary>Requests <see cref="DeliveryInput.TimerElapsed"/> at this time, replacing any earlier request.</summary>
    public sealed record WakeAt(DateTimeOffset Time) : DeliveryEffect;
}
