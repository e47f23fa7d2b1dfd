using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities;
using Wasmill.Functions.Wasi.Http.Messages;
using Wasmill.Functions.Wasi.Http.Resources;
using Wasmill.Functions.Wasi.Io;

namespace Wasmill.Functions.Wasi.Http;

// Tested by: WasiHttpTypesTests
/// <summary>The resources <c>incoming-request</c>, <c>incoming-body</c> and <c>future-trailers</c> of <c>wasi:http/types</c>.</summary>
internal static class IncomingFunctions
{
    private const int HandleResult = 8;

    // An option of a result of a result of an option of a handle.
    private const int TrailersResult = 56;

    /// <summary>The functions that are the same in all versions.</summary>
    public static HostFunction[] Of(string module) =>
    [
        CanonicalFunction.Of(module, "[method]incoming-request.method", "ii", "", static (call, arguments) =>
        {
            var request = call.Borrow<IncomingRequest>(arguments[0]).Request;
            HttpValues.WriteMethod(call.Area(arguments[1], HttpValues.NameSize), 0, request.Method);
            return 0;
        }),
        CanonicalFunction.Of(module, "[method]incoming-request.path-with-query", "ii", "", static (call, arguments) =>
        {
            var request = call.Borrow<IncomingRequest>(arguments[0]).Request;
            call.Area(arguments[1], 12).WriteOption(0, request.Uri);
            return 0;
        }),
        CanonicalFunction.Of(module, "[method]incoming-request.scheme", "ii", "", static (call, arguments) =>
        {
            var request = call.Borrow<IncomingRequest>(arguments[0]);
            HttpValues.WriteScheme(call.Area(arguments[1], 4 + HttpValues.NameSize), 0, request.Scheme);
            return 0;
        }),
        CanonicalFunction.Of(module, "[method]incoming-request.authority", "ii", "", static (call, arguments) =>
        {
            var request = call.Borrow<IncomingRequest>(arguments[0]);
            call.Area(arguments[1], 12).WriteOption(0, request.Authority);
            return 0;
        }),
        CanonicalFunction.Of(module, "[method]incoming-request.headers", "i", "i",
            static (call, arguments) => call.Give(call.Borrow<IncomingRequest>(arguments[0]).Fields, arguments[0])),
        CanonicalFunction.Of(module, "[method]incoming-request.consume", "ii", "", Consume),
        CanonicalFunction.Drop<IncomingRequest>(module),
        CanonicalFunction.Of(module, "[method]incoming-body.stream", "ii", "", Stream),
        CanonicalFunction.Of(module, "[static]incoming-body.finish", "i", "i", static (call, arguments) =>
        {
            call.Take<IncomingBody>(arguments[0]).Drop();
            return call.Give(new FutureTrailers());
        }),
        CanonicalFunction.Drop<IncomingBody>(module),
        CanonicalFunction.Of(module, "[method]future-trailers.subscribe", "i", "i", static (call, arguments) =>
        {
            call.Borrow<FutureTrailers>(arguments[0]);
            return call.Give(Pollable.Ready, arguments[0]);
        }),
        CanonicalFunction.Drop<FutureTrailers>(module),
    ];

    /// <summary><c>future-trailers.get</c> of 0.2: there are no trailers, and the second call is an error.</summary>
    public static long GetTrailers(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var future = call.Borrow<FutureTrailers>(arguments[0]);
        var area = call.Area(arguments[1], TrailersResult, 8);
        area.Write8(24, 0);
        area.Write8(16, 0);
        area.Write8(8, future.IsTaken ? (byte)1 : (byte)0);
        area.Write8(0, 1);
        future.IsTaken = true;
        return 0;
    }

    private static long Consume(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var request = call.Borrow<IncomingRequest>(arguments[0]);
        var area = call.Area(arguments[1], HandleResult);
        if (request.IsConsumed)
            return HttpValues.WriteHandle(area, null);
        request.IsConsumed = true;
        return HttpValues.WriteHandle(area, call.Give(new IncomingBody(request.Request.Body)));
    }

    private static long Stream(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var body = call.Borrow<IncomingBody>(arguments[0]);
        var area = call.Area(arguments[1], HandleResult);
        if (body.IsTaken)
            return HttpValues.WriteHandle(area, null);
        body.IsTaken = true;
        return HttpValues.WriteHandle(area, call.Give(new InputStream(body.Content), arguments[0]));
    }
}
