using Wasmill.Events.Http;
using Wasmill.Functions.Streaming;

namespace Wasmill.Functions;

/// <summary>An HTTP request as a guest sees it.</summary>
/// <param name="Method">The method's name in upper case. The Spin HTTP ABI knows GET, POST, PUT, DELETE, PATCH, HEAD and OPTIONS; a request
/// with another method is answered with 405 before the guest runs.</param>
/// <param name="Uri">Path and query, as the Spin HTTP core ABI passes it (no scheme, no authority).</param>
/// <param name="Headers">The headers in order, with lower-case names; names may repeat.</param>
/// <param name="Body">The bytes of the body; may be empty.</param>
public sealed record FunctionRequest(string Method, string Uri, IReadOnlyList<HeaderField> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>
    /// The number of nested requests of the app to itself that led to this one. A handler that forwards a request from
    /// <see cref="FunctionConfig.Self"/> or <see cref="FunctionConfig.Chained"/> keeps the number.
    /// </summary>
    /// <value>Default 0: the request comes from outside.</value>
    public int SelfRequests { get; init; }

    /// <summary>
    /// What the caller makes the request for. The host does not look at it;
    /// requests of the app to itself that this one leads to have the same.
    /// </summary>
    /// <value>Default null.</value>
    public object? Cause { get; init; }

    /// <summary>
    /// Takes the response if the guest does not finish it at once: its body then leaves while the guest writes it, without a limit for its
    /// size. A response that is finished soon is in the result of the call, as are those of guests that give it whole.
    /// </summary>
    /// <value>Default null: every response is in the result of the call.</value>
    public IResponseSink? Sink { get; init; }
}
