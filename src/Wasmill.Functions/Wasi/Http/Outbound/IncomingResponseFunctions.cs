using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities;
using Wasmill.Functions.Wasi.Http.Messages;
using Wasmill.Functions.Wasi.Http.Resources;
using Wasmill.Functions.Wasi.Io;

namespace Wasmill.Functions.Wasi.Http.Outbound;

// Tested by: WasiHttpOutboundTests
/// <summary>
/// <c>wasi:http/outgoing-handler</c>, and the resources <c>incoming-response</c> and <c>future-incoming-response</c> of
/// <c>wasi:http/types</c>.
/// </summary>
internal static class IncomingResponseFunctions
{
    private const int HandleResult = 8;
    private const int SendResult = 8 + HttpValues.ErrorSize;

    // An option of a result of a result of a handle.
    private const int FutureResult = 24 + HttpValues.ErrorSize;

    /// <summary>The functions of 0.2.</summary>
    /// <param name="module">The interface of the types.</param>
    /// <param name="handler">The interface that sends.</param>
    public static HostFunction[] Of(string module, string handler) =>
    [
        .. Common(module),
        CanonicalFunction.Of(module, "[method]future-incoming-response.get", "ii", "", Get),
        CanonicalFunction.Of(handler, "handle", "iiii", "", Handle),
    ];

    /// <summary>The functions of all versions.</summary>
    public static HostFunction[] Common(string module) =>
    [
        CanonicalFunction.Of(module, "[method]future-incoming-response.subscribe", "i", "i", static (call, arguments) =>
            call.Give(new TaskPollable(call.Borrow<FutureIncomingResponse>(arguments[0]).Outcome), arguments[0])),
        CanonicalFunction.Drop<FutureIncomingResponse>(module),
        CanonicalFunction.Of(module, "[method]incoming-response.status", "i", "i",
            static (call, arguments) => call.Borrow<IncomingResponse>(arguments[0]).Status),
        CanonicalFunction.Of(module, "[method]incoming-response.headers", "i", "i",
            static (call, arguments) => call.Give(call.Borrow<IncomingResponse>(arguments[0]).Fields, arguments[0])),
        CanonicalFunction.Of(module, "[method]incoming-response.consume", "ii", "", Consume),
        CanonicalFunction.Drop<IncomingResponse>(module),
    ];

    private static long Handle(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var area = call.Area(arguments[3], SendResult, 8);
        var options = call.Flag("the options", arguments[1]) ? call.Take<RequestOptions>(arguments[2]) : null;
        var (future, failure) = OutgoingHandler.Send(call, call.Take<OutgoingRequest>(arguments[0]), options);
        if (future is not null)
            area.Write32(8, call.Give(future));
        return future is not null ? Succeed(area) : HttpValues.WriteResult(area, failure);
    }

    private static long Succeed(ReturnArea area)
    {
        area.Write8(0, 0);
        return 0;
    }

    private static long Get(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var future = call.Borrow<FutureIncomingResponse>(arguments[0]);
        var area = call.Area(arguments[1], FutureResult, 8);
        area.Write8(0, future.Outcome.IsCompleted ? (byte)1 : (byte)0);
        area.Write8(8, future.IsTaken ? (byte)1 : (byte)0);
        if (!future.Outcome.IsCompleted || future.IsTaken)
            return 0;
        future.IsTaken = true;
        var (response, failure) = OutgoingHandler.Read(call, future);
        if (response is not null)
            area.Write32(24, call.Give(response));
        else
            HttpValues.WriteError(area, 24, failure!);
        area.Write8(16, response is null ? (byte)1 : (byte)0);
        return 0;
    }

    private static long Consume(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var response = call.Borrow<IncomingResponse>(arguments[0]);
        var area = call.Area(arguments[1], HandleResult);
        return HttpValues.WriteHandle(area, response.IsConsumed ? null : call.Give(response.Consume()));
    }
}
