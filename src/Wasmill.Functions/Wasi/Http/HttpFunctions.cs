using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities;
using Wasmill.Functions.Wasi.Http.Outbound;
using Wasmill.Functions.Wasi.Http.Messages;
using Wasmill.Functions.Wasi.Http.Resources;
using Wasmill.Functions.Wasi.Io;

namespace Wasmill.Functions.Wasi.Http;

/// <summary><c>wasi:http</c> 0.2.</summary>
internal static class HttpFunctions
{
    private const string Types = "wasi:http/types@0.2";

    /// <summary>All functions.</summary>
    public static IReadOnlyList<HostFunction> Functions { get; } =
    [
        .. FieldsFunctions.Of(Types),
        .. IncomingFunctions.Of(Types),
        .. OutgoingFunctions.Of(Types),
        .. OutgoingRequestFunctions.Of(Types),
        .. IncomingResponseFunctions.Of(Types, "wasi:http/outgoing-handler@0.2"),
        CanonicalFunction.Of(Types, "[method]future-trailers.get", "ii", "", IncomingFunctions.GetTrailers),
        CanonicalFunction.Of(Types, "http-error-code", "ii", "", ErrorCode),
    ];

    private static long ErrorCode(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var failure = (call.Borrow<IoError>(arguments[0]) as HttpStreamError)?.Failure;
        var area = call.Area(arguments[1], 8 + HttpValues.ErrorSize, 8);
        if (failure is not null)
            HttpValues.WriteError(area, 8, failure);
        area.Write8(0, failure is null ? (byte)0 : (byte)1);
        return 0;
    }
}
