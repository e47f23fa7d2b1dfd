using Wasmill.Functions.Calls.Resources;
using Wasmill.Functions.Capabilities.OutboundHttp;

namespace Wasmill.Functions.Wasi.Http.Outbound;

/// <summary>The resource <c>future-incoming-response</c>: a request on its way, or one whose body is still being written.</summary>
internal sealed class FutureIncomingResponse : IResource
{
    private readonly TaskCompletionSource<Task<OutboundResult>> _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Creates a future whose request has not been sent.</summary>
    public FutureIncomingResponse() => Outcome = _sent.Task.Unwrap();

    /// <inheritdoc />
    public static string TypeName => "future-incoming-response";

    /// <summary>Completes with the result of the request.</summary>
    public Task<OutboundResult> Outcome { get; }

    /// <summary>Indicates whether the guest has taken the response.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Notes that the request was sent, or cannot be.</summary>
    public void Follow(Task<OutboundResult> sending) => _sent.TrySetResult(sending);
}
