using Wasmill.Functions.Calls.Resources;
using Wasmill.Functions.Wasi.Http.Messages;
using Wasmill.Functions.Wasi.Http.Resources;

namespace Wasmill.Functions.Wasi.Http.Outbound;

/// <summary>The resource <c>incoming-response</c>.</summary>
/// <param name="response">The response.</param>
/// <param name="calls">The requests of the call, which count its bytes.</param>
internal sealed class IncomingResponse(FunctionResponse response, OutboundCalls calls) : IResource
{
    private Fields? _fields;

    /// <inheritdoc />
    public static string TypeName => "incoming-response";

    /// <summary>The status.</summary>
    public int Status => response.Status;

    /// <summary>The headers.</summary>
    public Fields Fields => _fields ??= Fields.OfMessage(response.Headers);

    /// <summary>Indicates whether the body was handed out.</summary>
    public bool IsConsumed { get; private set; }

    /// <summary>Hands the body out.</summary>
    public IncomingBody Consume()
    {
        IsConsumed = true;
        return new IncomingBody(response.Body, () => calls.Release(response));
    }

    /// <inheritdoc />
    public void Drop()
    {
        if (!IsConsumed)
            calls.Release(response);
    }
}
