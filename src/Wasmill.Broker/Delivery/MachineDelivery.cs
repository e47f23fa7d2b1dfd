using Wasmill.Broker.Delivery.DeadLetters;
using Wasmill.Broker.Engines;

namespace Wasmill.Broker.Delivery;

/// <summary>A delivery in the state machine.</summary>
internal sealed class MachineDelivery(PendingDelivery delivery)
{
    public PendingDelivery Delivery { get; } = delivery;

    /// <summary>The lane of its key, which it holds or waits for; null if unordered.</summary>
    public KeyLane? Lane { get; set; }

    /// <summary>Number of attempts to the target that the engine has not recorded.</summary>
    public int Unrecorded { get; set; }

    /// <summary>Dead letter data once the event is on its way to the dead letter sink; null before.</summary>
    public DeadLetterNote? DeadLetter { get; set; } = DeadLetterNote.Read(delivery.Note);

    /// <summary>Number of the next or running attempt among all attempts of this delivery, from 1.</summary>
    public int Number => DeadLetter is { } given ? given.Attempts + given.SinkFailures + 1 : Delivery.Attempt + Unrecorded;
}
