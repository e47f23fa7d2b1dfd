using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Wasi.Http.Outbound;

/// <summary>The requests of one call that are on their way: they end with it, and at its deadline.</summary>
internal sealed class OutboundCalls : IDisposable
{
    private static readonly CallState<OutboundCalls> State = new(static call => new OutboundCalls(call.Cancellation));

    private readonly CancellationTokenSource _source;

    private OutboundCalls(CancellationToken deadline) => _source = CancellationTokenSource.CreateLinkedTokenSource(deadline);

    /// <summary>Gets the token that cancels the requests of a call.</summary>
    public static CancellationToken TokenOf(GuestCall call) => State.From(call)._source.Token;

    /// <inheritdoc />
    public void Dispose()
    {
        _source.Cancel();
        _source.Dispose();
    }
}
