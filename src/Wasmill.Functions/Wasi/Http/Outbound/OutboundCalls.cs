using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities.OutboundHttp;

namespace Wasmill.Functions.Wasi.Http.Outbound;

// Tested by: WasiHttpOutboundTests
/// <summary>
/// The requests of one call that are on their way, and the responses that it has not dropped. The requests end with the call, and at its
/// deadline; their number and the memory of the responses are bounded.
/// </summary>
internal sealed class OutboundCalls : IDisposable
{
    // Each response that arrives takes memory up to its own limit.
    private const int MostOnTheWay = 8;

    private static readonly CallState<OutboundCalls> State = new(static call => new OutboundCalls(call));

    private readonly CancellationTokenSource _source;
    private readonly SemaphoreSlim _places = new(MostOnTheWay);
    private readonly int _mostBytes;
    private long _bytes;

    private OutboundCalls(GuestCall call)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(call.Cancellation);
        _mostBytes = Math.Max(call.Grants.Limits.OutboundBodyBytes, call.Grants.Limits.OutboundBodyBytes / 2 * MostOnTheWay);
    }

    /// <summary>Gets those of a call.</summary>
    public static OutboundCalls Of(GuestCall call) => State.From(call);

    /// <summary>Sends a request when there is a place for it. The bytes of its response count until they are released.</summary>
    /// <exception cref="OperationCanceledException">The call is over.</exception>
    public async Task<OutboundResult> SendAsync(
        GuestCall call, OutboundTarget target, FunctionRequest request, OutboundTimeouts timeouts)
    {
        var token = _source.Token;
        await _places.WaitAsync(token);
        try
        {
            var result = await OutboundSender.SendAsync(call, target, request, timeouts, token);
            if (result.Response is not { } response || Interlocked.Add(ref _bytes, response.Body.Length) <= _mostBytes)
                return result;
            Release(response);
            return OutboundResult.Failure(
                OutboundError.RuntimeError, FormattableString.Invariant($"the call holds more than {_mostBytes} bytes of responses"));
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Notes that the guest needs a response no longer.</summary>
    public void Release(FunctionResponse response) => Interlocked.Add(ref _bytes, -response.Body.Length);

    /// <inheritdoc />
    public void Dispose()
    {
        _source.Cancel();
        _source.Dispose();
    }
}
