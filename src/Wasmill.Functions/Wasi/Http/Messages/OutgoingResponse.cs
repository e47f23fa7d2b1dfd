using Wasmill.Functions.Calls.Resources;
using Wasmill.Functions.Wasi.Http.Resources;

namespace Wasmill.Functions.Wasi.Http.Messages;

/// <summary>The resource <c>outgoing-response</c>.</summary>
/// <param name="fields">The headers, which can no longer be changed.</param>
internal sealed class OutgoingResponse(Fields fields) : IResource
{
    /// <inheritdoc />
    public static string TypeName => "outgoing-response";

    /// <summary>The headers.</summary>
    public Fields Fields => fields;

    /// <summary>The status.</summary>
    public int Status { get; set; } = 200;

    /// <summary>The body; null if the guest has not asked for it.</summary>
    public OutgoingBody? Body { get; set; }
}
