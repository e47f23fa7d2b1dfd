namespace Wasmill.Testing;

/// <summary>A request that a sink got.</summary>
/// <param name="Headers">Its event's headers and content type, as they stood on the wire, names in lower case.</param>
/// <param name="Body">Its body.</param>
public sealed record Delivered(IReadOnlyDictionary<string, string> Headers, byte[] Body);
