using Wasmill.Functions.Calls.Resources;

namespace Wasmill.Functions.Wasi.Http.Messages;

/// <summary>The resource <c>response-outparam</c>: where a guest puts its response, once.</summary>
internal sealed class ResponseOutparam : IResource
{
    /// <inheritdoc />
    public static string TypeName => "response-outparam";

    /// <summary>The response; null if the guest has set none.</summary>
    public OutgoingResponse? Response { get; set; }

    /// <summary>The error that the guest has set instead, in words; null if it has set none.</summary>
    public string? Error { get; set; }
}
