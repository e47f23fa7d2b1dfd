using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities;
using Wasmill.Functions.Wasi.Http.Outbound;
using Wasmill.Functions.Wasi.Http.Messages;
using Wasmill.Functions.Wasi.Http.Resources;

namespace Wasmill.Functions.Wasi.Http.Candidate;

// Tested by: GuestCasesTests
/// <summary>
/// <c>wasi:http</c> of the release candidate of October 2023, which Spin 2 has: what differs from 0.2. Headers are borrowed, requests and
/// responses are made at once, options are a record of milliseconds, and the error has a text.
/// </summary>
internal static class CandidateFunctions
{
    private const string Types = "wasi:http/types@0.2.0-rc-2023-10-18";
    private const string Handler = "wasi:http/outgoing-handler@0.2.0-rc-2023-10-18";
    private const int HandleResult = 16;
    private const int FutureResult = 24;
    private const int TrailersResult = 20;
    private const ulong NanosecondsPerMillisecond = 1_000_000;

    /// <summary>All functions.</summary>
    public static IReadOnlyList<HostFunction> Functions { get; } =
    [
        .. FieldsFunctions.OfCandidate(Types),
        .. IncomingFunctions.Of(Types),
        .. OutgoingFunctions.Common(Types, "write"),
        .. OutgoingRequestFunctions.Common(Types, "write"),
        .. IncomingResponseFunctions.Common(Types),
        CanonicalFunction.Of(Types, "[constructor]outgoing-response", "ii", "i", MakeResponse),
        CanonicalFunction.Of(Types, "[static]response-outparam.set", "iiiii", "",
            static (call, arguments) => OutgoingFunctions.Set(call, arguments, CandidateErrors.Read)),
        // It has no result: a body that is not as its headers say makes the response a bad one.
        CanonicalFunction.Of(Types, "[static]outgoing-body.finish", "iii", "", static (call, arguments) =>
        {
            OutgoingFunctions.Finish(call, arguments);
            return 0;
        }),
        CanonicalFunction.Of(Types, "[method]future-trailers.get", "ii", "", GetTrailers),
        CanonicalFunction.Of(Types, "[constructor]outgoing-request", "iiiiiiiiiiiiii", "i", MakeRequest),
        CanonicalFunction.Of(Types, "[method]future-incoming-response.get", "ii", "", GetResponse),
        CanonicalFunction.Of(Handler, "handle", "iiiiiiiii", "", Handle),
    ];

    private static long MakeResponse(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var headers = Copy(call, arguments[1]);
        return call.Give(new OutgoingResponse(headers) { Status = (ushort)arguments[0] });
    }

    private static long MakeRequest(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var method = HttpValues.ReadMethod(call, arguments);
        if (method is null)
            call.Refuse("HTTP does not allow the method");
        var path = call.OptionalText("the path", arguments[3..]);
        var scheme = HttpValues.ReadScheme(call, arguments[6..]);
        var authority = call.OptionalText("the authority", arguments[10..]);
        return call.Give(new OutgoingRequest(Copy(call, arguments[13]))
        {
            Method = method!,
            Path = path,
            Scheme = scheme,
            Authority = authority,
        });
    }

    private static Fields Copy(CanonicalCall call, long handle)
    {
        var fields = call.Borrow<Fields>(handle);
        call.Guest.CountHeld(fields.Bytes);
        return fields.Copy().Freeze();
    }

    // There are none, so that they are empty.
    private static long GetTrailers(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        call.Borrow<FutureTrailers>(arguments[0]);
        var area = call.Area(arguments[1], TrailersResult);
        area.Write32(8, call.Give(new Fields().Freeze()));
        area.Write8(4, 0);
        area.Write8(0, 1);
        return 0;
    }

    private static long GetResponse(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var future = call.Borrow<FutureIncomingResponse>(arguments[0]);
        var area = call.Area(arguments[1], FutureResult);
        area.Write8(0, future.Outcome.IsCompleted ? (byte)1 : (byte)0);
        area.Write8(4, future.IsTaken ? (byte)1 : (byte)0);
        if (!future.Outcome.IsCompleted || future.IsTaken)
            return 0;
        future.IsTaken = true;
        var (response, failure) = OutgoingHandler.Read(call, future);
        if (response is not null)
            area.Write32(12, call.Give(response));
        else
            CandidateErrors.Write(area, 12, failure!);
        area.Write8(8, response is null ? (byte)1 : (byte)0);
        return 0;
    }

    private static long Handle(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var area = call.Area(arguments[8], HandleResult);
        RequestOptions? options = null;
        if (call.Flag("the options", arguments[1]))
            options = new RequestOptions
            {
                Connect = ReadTime(call, arguments[2..]),
                FirstByte = ReadTime(call, arguments[4..]),
                BetweenBytes = ReadTime(call, arguments[6..]),
            };
        var (future, failure) = OutgoingHandler.Send(call, call.Take<OutgoingRequest>(arguments[0]), options);
        if (future is not null)
            area.Write32(4, call.Give(future));
        else
            CandidateErrors.Write(area, 4, failure!);
        area.Write8(0, future is null ? (byte)1 : (byte)0);
        return 0;
    }

    private static ulong? ReadTime(CanonicalCall call, ReadOnlySpan<long> option)
        => call.Flag("a time", option[0]) ? (uint)option[1] * NanosecondsPerMillisecond : null;
}
