namespace Wasmill.Events.Http;

/// <summary>An event as an HTTP message.</summary>
/// <param name="Headers">Header lines, <c>content-type</c> among them when there is one.</param>
/// <param name="Body">The body.</param>
public sealed record EncodedMessage(IReadOnlyList<HeaderField> Headers, ReadOnlyMemory<byte> Body);
