namespace Wasmill.Commands.Events;

/// <summary>A damaged place of a log.</summary>
/// <param name="File">The segment file.</param>
/// <param name="Kind"><c>bytes</c>, <c>tornTail</c>, <c>missing</c>, <c>cutShort</c> or <c>stray</c>.</param>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="Length">How many bytes; 0 when they are missing.</param>
/// <param name="Position">The position of the first event that should be there.</param>
/// <param name="NextPosition">The position from which events are intact again; absent when none follows.</param>
/// <param name="Lost">How many events, or dead letters, are lost.</param>
/// <param name="IsAtLeast">Whether more may be lost: what was written after the last checkpoint before a crash is in no list.</param>
/// <param name="Text">The same for people.</param>
internal sealed record DamageRow(
    string File, string Kind, long Offset, long Length, long Position, long? NextPosition, long Lost, bool IsAtLeast, string Text);
