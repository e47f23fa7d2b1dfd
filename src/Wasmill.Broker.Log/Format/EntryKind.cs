using Wasmill.Broker.Records;

namespace Wasmill.Broker.Log.Format;

/// <summary>The type of an entry in a record's body. The numbers are part of the file format.</summary>
internal enum EntryKind : byte
{
    /// <summary>An event.</summary>
    Event = 1,

    /// <summary>The outcome of an attempt.</summary>
    Outcome = 2,

    /// <summary>The progress of a new trigger, or of one with a changed filter.</summary>
    Trigger = 3,

    /// <summary>A trigger was deleted.</summary>
    TriggerDeleted = 4,

    /// <summary>A dead letter (in the dead letters' own segments).</summary>
    DeadLetter = 5,

    /// <summary>A dead letter was removed (in the dead letters' own segments).</summary>
    DeadLetterRemoved = 6,
}
