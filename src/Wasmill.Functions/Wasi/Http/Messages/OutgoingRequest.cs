using Wasmill.Functions.Calls.Resources;
using Wasmill.Functions.Wasi.Http.Resources;

namespace Wasmill.Functions.Wasi.Http.Messages;

/// <summary>The resource <c>outgoing-request</c>.</summary>
/// <param name="fields">The headers, which can no longer be changed.</param>
internal sealed class OutgoingRequest(Fields fields) : IResource
{
    /// <inheritdoc />
    public static string TypeName => "outgoing-request";

    /// <summary>The headers.</summary>
    public Fields Fields => fields;

    /// <summary>The method.</summary>
    public string Method { get; set; } = "GET";

    /// <summary>The path and query; null for the root.</summary>
    public string? Path { get; set; }

    /// <summary>The scheme; null for HTTPS.</summary>
    public string? Scheme { get; set; }

    /// <summary>The host and port; null if the guest has named none.</summary>
    public string? Authority { get; set; }

    /// <summary>The body; null if the guest has not asked for it.</summary>
    public OutgoingBody? Body { get; set; }
}
