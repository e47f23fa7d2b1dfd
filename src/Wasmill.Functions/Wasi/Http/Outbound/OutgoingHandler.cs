using Wasmill.Functions.Capabilities;
using Wasmill.Functions.Capabilities.OutboundHttp;
using Wasmill.Functions.Wasi.Http.Messages;
using Wasmill.Functions.Wasi.Http.Resources;

namespace Wasmill.Functions.Wasi.Http.Outbound;

// Tested by: WasiHttpOutboundTests
/// <summary>
/// Sends the requests of <c>wasi:http/outgoing-handler</c>, as far as the function is granted. A request is sent when its body is finished,
/// and the response is there when its body is.
/// </summary>
internal static class OutgoingHandler
{
    private const ulong NanosecondsPerTick = 100;

    /// <summary>Takes a request from the guest.</summary>
    /// <returns>The future of its response, or the reason why it is not sent.</returns>
    public static (FutureIncomingResponse? Future, HttpFailure? Failure) Send(
        CanonicalCall call, OutgoingRequest request, RequestOptions? options)
    {
        if (request.Authority is not { Length: > 0 } authority)
            return (null, new HttpFailure(HttpErrorCode.HttpRequestUriInvalid, "the request has no authority"));
        var url = $"{request.Scheme ?? "https"}://{authority}{request.Path ?? "/"}";
        if (url.Length > OutboundTarget.LengthLimit)
            return (null, new HttpFailure(HttpErrorCode.HttpRequestUriInvalid, "the URL is too long"));
        var message = new FunctionRequest(
            request.Method, url, OutboundRequestReader.WithoutClientHeaders(request.Fields.ToHeaders()), default);
        var (target, failure) = OutboundSender.Prepare(call.Guest, message);
        if (target is null)
            return (null, Report(call, failure!));

        var (guest, calls, body) = (call.Guest, OutboundCalls.Of(call.Guest), request.Body);
        var future = new FutureIncomingResponse(calls);
        void Start() => future.Follow(body is { IsFinished: false }
            ? Task.FromResult(OutboundResult.Failure(OutboundError.RequestError, $"{request.Method} {target}: the body was given up"))
            : calls.SendAsync(guest, target, message with { Body = body?.Content ?? default }, Timeouts(options)));
        if (body is { IsEnded: false })
            body.Ended = Start;
        else
            Start();
        return (future, null);
    }

    /// <summary>Reads the outcome of a request that is over.</summary>
    /// <returns>The response, or the reason why there is none.</returns>
    public static (IncomingResponse? Response, HttpFailure? Failure) Read(CanonicalCall call, FutureIncomingResponse future)
    {
        if (future.Outcome.IsCanceled)
            call.Guest.End(FunctionFailure.Deadline, "deadline: a request to a server was on its way when the deadline passed");
        var outcome = future.Outcome.GetAwaiter().GetResult();
        return outcome.Response is { } response ? (new IncomingResponse(response, future.Calls), null) : (null, Report(call, outcome));
    }

    // The first byte comes after the connection; alone, the time to connect is the host's.
    private static OutboundTimeouts Timeouts(RequestOptions? options)
        => options is null
            ? OutboundTimeouts.None
            : new OutboundTimeouts(
                options.FirstByte is { } first ? ToTime(UInt128.Min(ulong.MaxValue, (UInt128)first + (options.Connect ?? 0))) : null,
                options.BetweenBytes is { } between ? ToTime(between) : null);

    // A timer's limit is 49 days.
    private static TimeSpan ToTime(UInt128 nanoseconds)
        => TimeSpan.FromTicks((long)UInt128.Min(nanoseconds / NanosecondsPerTick, (UInt128)TimeSpan.FromDays(1).Ticks));

    private static HttpFailure Report(CanonicalCall call, OutboundResult outcome)
    {
        CapabilityLog.Write(call.Guest, $"outbound http: {outcome.Reason}");
        return new HttpFailure(CodeOf(outcome), outcome.Reason);
    }

    private static HttpErrorCode CodeOf(OutboundResult outcome) => outcome.Error switch
    {
        OutboundError.DestinationNotAllowed => HttpErrorCode.HttpRequestDenied,
        OutboundError.InvalidUrl => HttpErrorCode.HttpRequestUriInvalid,
        OutboundError.TooManyRequests => HttpErrorCode.ConnectionLimitReached,
        OutboundError.RuntimeError => HttpErrorCode.InternalError,
        _ when outcome.HasTimedOut => HttpErrorCode.HttpResponseTimeout,
        _ => outcome.Network switch
        {
            HttpRequestError.NameResolutionError => HttpErrorCode.DnsError,
            HttpRequestError.ConnectionError => HttpErrorCode.ConnectionRefused,
            HttpRequestError.SecureConnectionError => HttpErrorCode.TlsProtocolError,
            HttpRequestError.ResponseEnded => HttpErrorCode.ConnectionTerminated,
            _ => HttpErrorCode.HttpProtocolError,
        },
    };
}
