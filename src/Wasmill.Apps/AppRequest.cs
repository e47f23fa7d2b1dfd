using Wasmill.Events.Http;

namespace Wasmill.Apps;

/// <summary>An HTTP request to an app, whoever makes it: a client of <c>up</c>, or a trigger in the same process.</summary>
/// <param name="Method">The method in upper case.</param>
/// <param name="Target">Path and query as they came.</param>
/// <param name="Origin">Scheme and authority, such as <c>http://127.0.0.1:3000</c>.</param>
/// <param name="Headers">Header lines.</param>
/// <param name="Body">The body.</param>
/// <param name="ClientAddress">The client's address and port.</param>
public sealed record AppRequest(string Method, string Target, string Origin, IReadOnlyList<HeaderField> Headers, ReadOnlyMemory<byte> Body, string ClientAddress)
{
    /// <summary>How many requests of the app to itself have led to this one.</summary>
    /// <value>Default 0: it comes from outside.</value>
    public int SelfRequests { get; init; }

    /// <summary>What the request is made for, as <see cref="Wasmill.Functions.FunctionRequest.Cause"/> has it; comes back with the answer.</summary>
    /// <value>Default null.</value>
    public object? Cause { get; init; }
}
