using Wasmill.Functions.Calls;
using Wasmill.Functions.Wasi.Http.Messages;
using Wasmill.Functions.Wasi.Http.Resources;

namespace Wasmill.Functions.Wasi.Http;

// Tested by: WasiHttpTypesTests
/// <summary>Reads what a guest has set as its response.</summary>
internal static class HttpAnswer
{
    /// <summary>Reads the response after the guest has returned.</summary>
    /// <exception cref="BadAnswerException">There is none, or it is not whole.</exception>
    public static FunctionResponse Read(GuestCall call, ResponseOutparam place)
    {
        if (place.Error is { } error)
            throw new BadAnswerException($"the function responded with the error {error}");
        if (place.Response is not { } response)
            throw new BadAnswerException("the function returned without a response");
        if (response.Status is < 100 or > 599)
            throw new BadAnswerException($"the status {response.Status} is not between 100 and 599");
        // A client that is gone is no fault of the function.
        if (response.Body is { IsFinished: false, IsClosed: false })
            throw new BadAnswerException(
                "the function did not finish the body of its response, or it has another length than its headers say");

        var body = response.Body?.Content ?? default;
        if ((long)body.Length + response.Fields.Bytes > call.Grants.Limits.ResponseBytes)
            call.End(
                FunctionFailure.ResponseTooLarge,
                $"response too large: the function responded with more than {call.Grants.Limits.ResponseBytes} bytes");
        return new FunctionResponse(response.Status, response.Fields.ToHeaders(), body);
    }
}
