using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities;
using Wasmill.Functions.Wasi.Http.Messages;
using Wasmill.Functions.Wasi.Http.Resources;

namespace Wasmill.Functions.Wasi.Http;

// Tested by: WasiHttpTypesTests
/// <summary>The resources <c>outgoing-response</c>, <c>outgoing-body</c> and <c>response-outparam</c> of <c>wasi:http/types</c>.</summary>
internal static class OutgoingFunctions
{
    private const int HandleResult = 8;
    private const int FinishResult = 8 + HttpValues.ErrorSize;
    private const int LeastStatus = 100;
    private const int MostStatus = 999;

    /// <summary>The functions of 0.2.</summary>
    public static HostFunction[] Of(string module) =>
    [
        .. Common(module, "body"),
        CanonicalFunction.Of(module, "[constructor]outgoing-response", "i", "i", static (call, arguments) =>
            call.Give(new OutgoingResponse(call.Take<Fields>(arguments[0]).Freeze()))),
        CanonicalFunction.Of(module, "[method]outgoing-response.status-code", "i", "i",
            static (call, arguments) => call.Borrow<OutgoingResponse>(arguments[0]).Status),
        CanonicalFunction.Of(module, "[method]outgoing-response.set-status-code", "ii", "i", static (call, arguments) =>
        {
            var response = call.Borrow<OutgoingResponse>(arguments[0]);
            var status = (ushort)arguments[1];
            if (status is < LeastStatus or > MostStatus)
                return 1;
            response.Status = status;
            return 0;
        }),
        CanonicalFunction.Of(module, "[static]response-outparam.set", "iiiiIiiii", "",
            static (call, arguments) => Set(call, arguments, ReadError)),
        CanonicalFunction.Of(module, "[static]outgoing-body.finish", "iiii", "", static (call, arguments) =>
        {
            var area = call.Area(arguments[3], FinishResult, 8);
            return HttpValues.WriteResult(area, Finish(call, arguments));
        }),
    ];

    /// <summary>The functions of all versions.</summary>
    /// <param name="module">The interface.</param>
    /// <param name="body">The name of the function that gives the body of a response.</param>
    public static HostFunction[] Common(string module, string body) =>
    [
        CanonicalFunction.Of(module, "[method]outgoing-response.headers", "i", "i",
            static (call, arguments) => call.Give(call.Borrow<OutgoingResponse>(arguments[0]).Fields, arguments[0])),
        CanonicalFunction.Of(module, $"[method]outgoing-response.{body}", "ii", "", Body),
        CanonicalFunction.Drop<OutgoingResponse>(module),
        CanonicalFunction.Of(module, "[method]outgoing-body.write", "ii", "", Write),
        CanonicalFunction.Drop<OutgoingBody>(module),
        CanonicalFunction.Drop<ResponseOutparam>(module),
    ];

    /// <summary>Sets the response, or the error whose case follows the discriminant.</summary>
    public static long Set(CanonicalCall call, ReadOnlySpan<long> arguments, HttpErrorReader readError)
    {
        var place = call.Take<ResponseOutparam>(arguments[0]);
        if (call.Flag("the result", arguments[1]))
            place.Error = readError(call, arguments);
        else
            Set(call.Guest, place, call.Take<OutgoingResponse>(arguments[2]));
        return 0;
    }

    /// <summary>Ends a body. A response with trailers leaves while it is written, however short it is: a whole one has none.</summary>
    /// <returns>The reason why the body is not as its headers say; null if it is.</returns>
    public static HttpFailure? Finish(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var trailers = call.Flag("the trailers", arguments[1]) ? call.Take<Fields>(arguments[2]).ToHeaders() : [];
        var body = call.Take<OutgoingBody>(arguments[0]);
        if (trailers.Count > 0)
            call.Guest.Unsent?.Send();
        return body.Finish(trailers);
    }

    private static void Set(GuestCall guest, ResponseOutparam place, OutgoingResponse response)
    {
        place.Response = response;
        if (guest.Sink is not { } sink || response.Body is not { IsEnded: false } body)
            return;
        guest.Unsent = new ResponseSender(guest, sink, response);
        if (body.Content.Length > BodyPipe.Ahead)
            guest.Unsent.Send();
    }

    private static string ReadError(CanonicalCall call, ReadOnlySpan<long> arguments)
        => HttpNames.Error(call.Case("the error", arguments[2], HttpNames.ErrorCount));

    private static long Body(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var response = call.Borrow<OutgoingResponse>(arguments[0]);
        var area = call.Area(arguments[1], HandleResult);
        if (response.Body is not null || !OutgoingBody.TryReadLength(response.Fields, out var length))
            return HttpValues.WriteHandle(area, null);
        response.Body = new OutgoingBody(isResponse: true, length);
        return HttpValues.WriteHandle(area, call.Give(response.Body));
    }

    private static long Write(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var body = call.Borrow<OutgoingBody>(arguments[0]);
        var area = call.Area(arguments[1], HandleResult);
        if (body.IsTaken)
            return HttpValues.WriteHandle(area, null);
        body.IsTaken = true;
        return HttpValues.WriteHandle(area, call.Give(new BodyStream(body), arguments[0]));
    }
}
