namespace Wasmill.Functions.Streaming;

/// <summary>
/// Takes a response whose body the guest is still writing. A caller that passes none gets every response whole, in the result of the call.
/// </summary>
public interface IResponseSink
{
    /// <summary>
    /// Takes the response. Called at most once for a request, on the thread of the call: the body must be read elsewhere. May be called
    /// after the caller has canceled the call.
    /// </summary>
    void Begin(StreamedResponse response);

    /// <summary>
    /// Notes that the guest will not finish the body, so that no more will come and reading it throws. The sink must not wait for a client
    /// that reads slowly any longer. Called at most once, on the thread of the call.
    /// </summary>
    void Break();
}
