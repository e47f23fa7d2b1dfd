using Wasmill.Broker.Engines;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Delivery;

// Tested by: DeliveryMachineTests
/// <summary>An input of a trigger's state machine.</summary>
internal abstract record DeliveryInput
{
    private DeliveryInput()
    {
    }

    /// <summary>The engine returned a delivery that is due.</summary>
    public sealed record Arrived(PendingDelivery Delivery) : DeliveryInput;

    /// <summary>An attempt ended.</summary>
    public sealed record Attempted(PendingDelivery Delivery, DeliveryResult Result) : DeliveryInput
    {
        /// <summary>Destination of the event: the target's address, or its name if it has no address.</summary>
        public string Destination { get; init; } = "";
    }

    /// <summary>The engine recorded an outcome, or never will.</summary>
    public sealed record Settled(PendingDelivery Delivery) : DeliveryInput
    {
        /// <summary>
        /// Time of the redelivery, because the reply found no room and nothing was recorded
        /// (<see cref="DeliveryEffect.Record.HoldsLane"/>); otherwise null.
        /// </summary>
        public DateTimeOffset? RedeliverAt { get; init; }
    }

    /// <summary>The requested time was reached.</summary>
    public sealed record TimerElapsed : DeliveryInput;

    /// <summary>The trigger's policy changed.</summary>
    public sealed record PolicyChanged(DeliveryPolicy Policy) : DeliveryInput;

    /// <summary>A user wants every retry now: the target was mended.</summary>
    public sealed record RetryNow : DeliveryInput;

    /// <summary>No new attempts from now on.</summary>
    public sealed record Stopped : DeliveryInput;
}
