namespace Wasmill.Broker.Log.Segments;

// Tested by: LogDamageTests, MissingSegmentTests
/// <summary>A damaged place in a log.</summary>
/// <param name="File">The segment's file name.</param>
/// <param name="Offset">Offset of the damage in the file.</param>
/// <param name="Length">Number of bytes; 0 if they are missing.</param>
/// <param name="Sequence">The sequence number that was expected there.</param>
/// <param name="NextSequence">Sequence number of the next intact record; null if none follows: a torn tail, which a crash
/// explains.</param>
/// <param name="Position">The position that was expected there.</param>
/// <param name="NextPosition">Position from which events are intact again; null if none follows.</param>
public sealed record Damage(string File, long Offset, long Length, long Sequence, long? NextSequence, long Position, long? NextPosition)
{
    /// <summary>The kind of damage.</summary>
    /// <value>Default <see cref="DamageKind.Bytes"/>.</value>
    public DamageKind Kind { get; init; } = DamageKind.Bytes;

    /// <summary>Description of a <see cref="DamageKind.Stray"/> file's problem; empty otherwise.</summary>
    public string Detail { get; init; } = "";

    /// <summary>
    /// Indicates whether more may be lost than was counted: records written between the last checkpoint and a crash are in no list.
    /// </summary>
    public bool IsAtLeast { get; init; }

    /// <summary>Indicates whether the damage is at the end of the file, as left by a crash during a write.</summary>
    public bool IsTornTail => Kind == DamageKind.Bytes && NextSequence is null;

    /// <summary>Indicates whether events are lost.</summary>
    public bool LostEvents => NextPosition > Position;

    /// <summary>Number of lost events or dead letters.</summary>
    public long Lost => LostEvents ? NextPosition!.Value - Position : 0;

    private string Records => IsAtLeast && NextSequence == Sequence ? "what was in it is in no list" : KnownRecords;

    private string KnownRecords => NextSequence > Sequence ? $"records {Sequence} to {NextSequence - 1}{Events}" : "no record";

    private string Events => this switch
    {
        { LostEvents: false } => ", no event",
        _ when File.StartsWith("dead-", StringComparison.Ordinal) => $", dead letters {Position} to {NextPosition - 1} ({Many} lost)",
        _ => $", event positions {Position} to {NextPosition - 1} ({Many} lost)",
    };

    private string Many => IsAtLeast ? $"at least {Lost}" : $"{Lost}";

    /// <summary>Creates the damage of a file that is not a segment of the log.</summary>
    /// <param name="file">Name of the file.</param>
    /// <param name="detail">Reason.</param>
    public static Damage Stray(string file, string detail) => new(file, 0, 0, 0, 0, 0, 0) { Kind = DamageKind.Stray, Detail = detail };

    /// <summary>Describes the damage in one line.</summary>
    public override string ToString() => Kind switch
    {
        DamageKind.Stray => $"{File}: {Detail}",
        DamageKind.Missing => $"{File}: missing: {Records}",
        DamageKind.CutShort => $"{File}: cut short: {Records}",
        _ when IsTornTail =>
            $"{File}: {Length} bytes at offset {Offset} are not a whole record (a write that a crash cut off); they are skipped",
        _ => $"{File}: damaged at offset {Offset}: {Length} bytes, {Records}",
    };
}
