namespace Wasmill.Events.Http;

/// <summary>An event encoded as an HTTP message.</summary>
/// <param name="Headers">Header lines, including <c>content-type</c> if set.</param>
/// <param name="Body">The body.</param>
public sealed record EncodedMessage(IReadOnlyList<HeaderField> Headers, ReadOnlyMemory<byte> Body);
