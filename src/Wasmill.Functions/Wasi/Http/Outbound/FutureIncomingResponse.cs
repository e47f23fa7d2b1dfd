using Wasmill.Functions.Calls.Resources;
using Wasmill.Functions.Capabilities.OutboundHttp;

namespace Wasmill.Functions.Wasi.Http.Outbound;

// Tested by: WasiHttpOutboundTests
/// <summary>The resource <c>future-incoming-response</c>: a request on its way, or one whose body is still being written.</summary>
/// <param name="calls">The requests of the call.</param>
internal sealed class FutureIncomingResponse(OutboundCalls calls) : IResource
{
    private readonly TaskCompletionSource<Task<OutboundResult>> _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc />
    public static string TypeName => "future-incoming-response";

    /// <summary>The requests of the call.</summary>
    public OutboundCalls Calls => calls;

    /// <summary>Completes with the result of the request.</summary>
    public Task<OutboundResult> Outcome => field ??= _sent.Task.Unwrap();

    /// <summary>Indicates whether the guest has taken the response.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Notes that the request was sent, or cannot be.</summary>
    public void Follow(Task<OutboundResult> sending) => _sent.TrySetResult(sending);

    /// <inheritdoc />
    public void Drop()
    {
        if (!IsTaken)
            _ = ReleaseAsync();
    }

    private async Task ReleaseAsync()
    {
        try
        {
            if ((await Outcome).Response is { } response)
                calls.Release(response);
        }
        catch (OperationCanceledException)
        {
            // The call is over.
        }
    }
}
