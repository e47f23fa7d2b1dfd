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

        /// <summary>Why the event goes to the dead letter sink; null when it goes to the target.</summary>
        public DeadLetterNote? Given { get; init; }
    }

    /// <summary>
    /// Record the outcome, and the result's replies when it is <see cref="AttemptOutcome.Delivered"/>; answer with
    /// <see cref="DeliveryInput.Settled"/>.
    /// </summary>
    public sealed record Record(PendingDelivery Delivery, AttemptOutcome Outcome, DeliveryResult Result) : DeliveryEffect
    {
        /// <summary>The attempt's number among all that were made of this delivery, from 1.</summary>
        public int Number { get; init; } = 1;

        /// <summary>What people are told; null when there is nothing to tell.</summary>
        public AttemptOutcome? Shown { get; init; } = Outcome;

        /// <summary>What goes with the delivery when the outcome finds no room and it is to be made again; null for nothing.</summary>
        public string? Note { get; init; }

        /// <summary>
        /// Whether later events of the same key wait for this one, so that the engine must not keep it for later: a reply that finds no
        /// room comes back to the machine.
        /// </summary>
        public bool KeepsPlace { get; init; }
    }

    /// <summary>Tell people of an attempt; the machine goes on with the delivery, and nothing is recorded yet.</summary>
    public sealed record Tell(PendingDelivery Delivery, AttemptOutcome Shown, DeliveryResult Result, int Number) : DeliveryEffect;

    /// <summary>Send <see cref="DeliveryInput.TimeCame"/> at this time, in place of any earlier request.</summary>
    public sealed record WakeAt(DateTimeOffset Time) : DeliveryEffect;
}
