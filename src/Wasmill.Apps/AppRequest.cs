using Wasmill.Events.Http;
using Wasmill.Functions;
using Wasmill.Functions.Streaming;

namespace Wasmill.Apps;

/// <summary>An HTTP request to an app, from a client of <c>up</c> or from a trigger in the same process.</summary>
/// <param name="Method">The method in upper case.</param>
/// <param name="Target">The path and query as sent.</param>
/// <param name="Origin">The scheme and authority, such as <c>http://127.0.0.1:3000</c>.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body.</param>
/// <param name="ClientAddress">The address and port of the client.</param>
public sealed record AppRequest(
    string Method, string Target, string Origin, IReadOnlyList<HeaderField> Headers, ReadOnlyMemory<byte> Body, string ClientAddress)
{
    /// <summary>The number of nested requests of the app to itself that led to this one.</summary>
    /// <value>Default 0: the request comes from outside.</value>
    public int SelfRequests { get; init; }

    /// <summary>The cause of the request (<see cref="Wasmill.Functions.FunctionRequest.Cause"/>); returned with the response.</summary>
    /// <value>Default null.</value>
    public object? Cause { get; init; }

    /// <summary>Takes the response if the component does not finish it at once (<see cref="FunctionRequest.Sink"/>).</summary>
    /// <value>Default null: the response is in the answer.</value>
    public IResponseSink? Sink { get; init; }
}
