using Wasmill.Functions.Calls;
using Wasmill.Functions.Streaming;
using Wasmill.Functions.Wasi.Http.Resources;

namespace Wasmill.Functions.Wasi.Http.Messages;

// Tested by: WasiHttpStreamingTests
/// <summary>Sends a response that the guest has set with an unfinished body, once it shows that it will not finish it at once.</summary>
/// <param name="call">The call.</param>
/// <param name="sink">The place for the response.</param>
/// <param name="response">The response, which has a body.</param>
internal sealed class ResponseSender(GuestCall call, IResponseSink sink, OutgoingResponse response) : IUnsentResponse
{
    private const int LeastFinalStatus = 200;
    private const int MostStatus = 599;

    /// <inheritdoc />
    public void Send()
    {
        if (call.HasSentResponse || response.Body!.IsEnded || response.Status is < LeastFinalStatus or > MostStatus
            || response.Fields.Bytes > call.Grants.Limits.ResponseBytes)
            return;
        call.Unsent = null;
        call.HasSentResponse = true;
        var pipe = BodyPipe.Create(out var reader);
        var streamed = new StreamedResponse(response.Status, response.Fields.ToHeaders(), reader);
        var body = response.Body;
        body.Ended = () =>
        {
            streamed.Trailers = body.Trailers;
            if (!body.IsFinished)
                sink.Break();
        };
        body.SendThrough(pipe);
        sink.Begin(streamed);
    }
}
