using Wasmill.Functions.Calls.Resources;
using Wasmill.Functions.Wasi.Http.Resources;

namespace Wasmill.Functions.Wasi.Http.Outbound;

/// <summary>The resource <c>incoming-response</c>.</summary>
/// <param name="response">The response.</param>
internal sealed class IncomingResponse(FunctionResponse response) : IResource
{
    private Fields? _fields;

    /// <inheritdoc />
    public static string TypeName => "incoming-response";

    /// <summary>The response.</summary>
    public FunctionResponse Response => response;

    /// <summary>The headers.</summary>
    public Fields Fields => _fields ??= Fields.OfMessage(response.Headers);

    /// <summary>Indicates whether the body was handed out.</summary>
    public bool IsConsumed { get; set; }
}
