namespace Wasmill.Commands.Events.LogRows;

/// <summary>A damaged place of a log.</summary>
/// <param name="File">The segment file.</param>
/// <param name="Kind"><c>bytes</c>, <c>tornTail</c>, <c>missing</c>, <c>cutShort</c> or <c>stray</c>.</param>
/// <param name="Offset">Offset in the file, in bytes.</param>
/// <param name="Length">Length in bytes; 0 for missing bytes.</param>
/// <param name="Position">The position of the first event that should be there.</param>
/// <param name="NextPosition">The position from which events are intact again; absent when none follows.</param>
/// <param name="Lost">Number of lost events or dead letters.</param>
/// <param name="IsAtLeast">Indicates whether more may be lost: no list has the records after the last checkpoint before a crash.</param>
/// <param name="Text">Description of the damage.</param>
internal sealed record DamageRow(
    string File, string Kind, long Offset, long Length, long Position, long? NextPosition, long Lost, bool IsAtLeast, string Text);
