using System.Buffers;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities;
using Wasmill.Functions.Wasi.Http.Messages;
using Wasmill.Functions.Wasi.Http.Resources;

namespace Wasmill.Functions.Wasi.Http.Outbound;

// Tested by: WasiHttpOutboundTests
/// <summary>The resources <c>outgoing-request</c> and <c>request-options</c> of <c>wasi:http/types</c>.</summary>
internal static class OutgoingRequestFunctions
{
    private const int TextOption = 12;
    private const int HandleResult = 8;

    private static readonly SearchValues<char> NotInPaths = SearchValues.Create(" #\r\n\t\0");
    private static readonly SearchValues<char> NotInAuthorities = SearchValues.Create("/?#\\ \r\n\t\0");

    /// <summary>The functions of 0.2.</summary>
    public static HostFunction[] Of(string module) =>
    [
        .. Common(module, "body"),
        CanonicalFunction.Of(module, "[constructor]outgoing-request", "i", "i", static (call, arguments) =>
            call.Give(new OutgoingRequest(call.Take<Fields>(arguments[0]).Freeze()))),
        CanonicalFunction.Of(module, "[method]outgoing-request.method", "ii", "", static (call, arguments) =>
        {
            var request = call.Borrow<OutgoingRequest>(arguments[0]);
            HttpValues.WriteMethod(call.Area(arguments[1], HttpValues.NameSize), 0, request.Method);
            return 0;
        }),
        CanonicalFunction.Of(module, "[method]outgoing-request.set-method", "iiii", "i", static (call, arguments) =>
        {
            var request = call.Borrow<OutgoingRequest>(arguments[0]);
            if (HttpValues.ReadMethod(call, arguments[1..]) is not { } method)
                return 1;
            request.Method = method;
            return 0;
        }),
        CanonicalFunction.Of(module, "[method]outgoing-request.path-with-query", "ii", "", static (call, arguments) =>
            Write(call, call.Borrow<OutgoingRequest>(arguments[0]).Path, arguments[1])),
        CanonicalFunction.Of(module, "[method]outgoing-request.set-path-with-query", "iiii", "i", static (call, arguments) =>
        {
            var request = call.Borrow<OutgoingRequest>(arguments[0]);
            var path = call.OptionalText("the path", arguments[1..]);
            if (path?.AsSpan().ContainsAny(NotInPaths) is true)
                return 1;
            request.Path = path;
            return 0;
        }),
        CanonicalFunction.Of(module, "[method]outgoing-request.scheme", "ii", "", static (call, arguments) =>
        {
            var request = call.Borrow<OutgoingRequest>(arguments[0]);
            HttpValues.WriteScheme(call.Area(arguments[1], 4 + HttpValues.NameSize), 0, request.Scheme);
            return 0;
        }),
        CanonicalFunction.Of(module, "[method]outgoing-request.set-scheme", "iiiii", "i", static (call, arguments) =>
        {
            var request = call.Borrow<OutgoingRequest>(arguments[0]);
            var scheme = HttpValues.ReadScheme(call, arguments[1..]);
            if (scheme is not null && !Uri.CheckSchemeName(scheme))
                return 1;
            request.Scheme = scheme;
            return 0;
        }),
        CanonicalFunction.Of(module, "[method]outgoing-request.authority", "ii", "", static (call, arguments) =>
            Write(call, call.Borrow<OutgoingRequest>(arguments[0]).Authority, arguments[1])),
        CanonicalFunction.Of(module, "[method]outgoing-request.set-authority", "iiii", "i", static (call, arguments) =>
        {
            var request = call.Borrow<OutgoingRequest>(arguments[0]);
            var authority = call.OptionalText("the authority", arguments[1..]);
            if (authority?.AsSpan().ContainsAny(NotInAuthorities) is true)
                return 1;
            request.Authority = authority;
            return 0;
        }),
        CanonicalFunction.Of(
            module, "[constructor]request-options", "", "i", static (call, _) => call.Give(new RequestOptions())),
        .. Time(module, "connect-timeout", static options => options.Connect, static (options, time) => options.Connect = time),
        .. Time(module, "first-byte-timeout", static options => options.FirstByte, static (options, time) => options.FirstByte = time),
        .. Time(
            module, "between-bytes-timeout", static options => options.BetweenBytes, static (options, time) => options.BetweenBytes = time),
        CanonicalFunction.Drop<RequestOptions>(module),
    ];

    /// <summary>The functions of all versions.</summary>
    /// <param name="module">The interface.</param>
    /// <param name="body">The name of the function that gives the body of a request.</param>
    public static HostFunction[] Common(string module, string body) =>
    [
        CanonicalFunction.Of(module, $"[method]outgoing-request.{body}", "ii", "", Body),
        CanonicalFunction.Of(module, "[method]outgoing-request.headers", "i", "i",
            static (call, arguments) => call.Give(call.Borrow<OutgoingRequest>(arguments[0]).Fields, arguments[0])),
        CanonicalFunction.Drop<OutgoingRequest>(module),
    ];

    private static HostFunction[] Time(
        string module, string name, Func<RequestOptions, ulong?> get, Action<RequestOptions, ulong?> set) =>
    [
        CanonicalFunction.Of(module, $"[method]request-options.{name}", "ii", "", (call, arguments) =>
        {
            var time = get(call.Borrow<RequestOptions>(arguments[0]));
            var area = call.Area(arguments[1], 16, 8);
            area.Write64(8, time ?? 0);
            area.Write8(0, time is null ? (byte)0 : (byte)1);
            return 0;
        }),
        CanonicalFunction.Of(module, $"[method]request-options.set-{name}", "iiI", "i", (call, arguments) =>
        {
            set(call.Borrow<RequestOptions>(arguments[0]), call.Flag("the time", arguments[1]) ? (ulong)arguments[2] : null);
            return 0;
        }),
    ];

    private static long Write(CanonicalCall call, string? text, long address)
    {
        call.Area(address, TextOption).WriteOption(0, text);
        return 0;
    }

    private static long Body(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var request = call.Borrow<OutgoingRequest>(arguments[0]);
        var area = call.Area(arguments[1], HandleResult);
        if (request.Body is not null || !OutgoingBody.TryReadLength(request.Fields, out var length))
            return HttpValues.WriteHandle(area, null);
        request.Body = new OutgoingBody(isResponse: false, length);
        return HttpValues.WriteHandle(area, call.Give(request.Body));
    }
}
