using Wasmill.Broker.Delivery.DeadLetters;
using Wasmill.Broker.Engines;

namespace Wasmill.Broker.Delivery;

/// <summary>A delivery while it is in the state machine's hands.</summary>
internal sealed class MachineDelivery(PendingDelivery delivery)
{
    public PendingDelivery Delivery { get; } = delivery;

    /// <summary>The key whose place it holds or waits for; null when it has no order.</summary>
    public KeyLane? Lane { get; set; }

    /// <summary>Attempts at the target that the machine knows of and the engine does not.</summary>
    public int Unrecorded { get; set; }

    /// <summary>Dead letter data once the event is on its way to the dead letter sink; null before.</summary>
    public DeadLetterNote? DeadLetter { get; set; } = DeadLetterNote.Read(delivery.Note);

    /// <summary>The number of the attempt that is to be made, or runs, among all of this delivery, from 1.</summary>
    public int Number => DeadLetter is { } given ? given.Attempts + given.SinkFailures + 1 : Delivery.Attempt + Unrecorded;
}
