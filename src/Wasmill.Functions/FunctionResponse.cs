using Wasmill.Events.Http;

namespace Wasmill.Functions;

/// <summary>The HTTP answer of a guest, or the one the host gives in its place when the call failed.</summary>
/// <param name="Status">100 to 599.</param>
/// <param name="Headers">Header lines in the guest's order; repeated names are kept.</param>
/// <param name="Body">The body's bytes; may be empty.</param>
public sealed record FunctionResponse(int Status, IReadOnlyList<HeaderField> Headers, ReadOnlyMemory<byte> Body);
