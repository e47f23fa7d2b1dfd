namespace Wasmill.Broker.Engines.Log.Segments;

/// <summary>A stretch of a segment that holds no intact record.</summary>
/// <param name="File">The segment's file name.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">How many bytes.</param>
/// <param name="Sequence">The sequence number that was expected there.</param>
/// <param name="NextSequence">The sequence number of the next intact record; null when none follows: then the tail was torn, which a crash explains.</param>
/// <param name="Position">The position that was expected there.</param>
/// <param name="NextPosition">The position from which events are intact again; null when none follows.</param>
public sealed record Damage(string File, long Offset, long Length, long Sequence, long? NextSequence, long Position, long? NextPosition)
{
    /// <summary>Whether it is the end of the file, as a crash in the middle of a write leaves it.</summary>
    public bool IsTornTail => NextSequence is null;

    /// <summary>Whether events are gone with it.</summary>
    public bool LostEvents => NextPosition > Position;

    /// <summary>One line for people.</summary>
    public override string ToString() => IsTornTail
        ? $"{File}: {Length} bytes at offset {Offset} are no whole record (a write that a crash cut off); they are left away"
        : $"{File}: damaged at offset {Offset}: {Length} bytes, records {Sequence} to {NextSequence - 1}"
            + (LostEvents ? $", event positions {Position} to {NextPosition - 1}" : ", no event");
}
