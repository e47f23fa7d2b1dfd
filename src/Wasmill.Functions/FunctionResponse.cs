using Wasmill.Events.Http;

namespace Wasmill.Functions;

/// <summary>The HTTP response of a guest, or the host's response if the call failed.</summary>
/// <param name="Status">The status, 100 to 599.</param>
/// <param name="Headers">The headers in the guest's order; repeated names are kept.</param>
/// <param name="Body">The bytes of the body; may be empty.</param>
public sealed record FunctionResponse(int Status, IReadOnlyList<HeaderField> Headers, ReadOnlyMemory<byte> Body);
