using Wasmill.Events.Http;

namespace Wasmill.Functions;

/// <summary>An HTTP request as a guest sees it.</summary>
/// <param name="Method">The method's name in upper case. The Spin HTTP ABI knows GET, POST, PUT, DELETE, PATCH, HEAD and OPTIONS; any other is answered with 405 before such a guest runs.</param>
/// <param name="Uri">Path and query, as the Spin HTTP core ABI passes it (no scheme, no authority).</param>
/// <param name="Headers">Header lines in order, names in lower case; repeated names are allowed.</param>
/// <param name="Body">The body's bytes; may be empty.</param>
public sealed record FunctionRequest(string Method, string Uri, IReadOnlyList<HeaderField> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>How many requests of the app to itself have led to this one, one inside of the other. What hands on a request of <see cref="FunctionConfig.Self"/> keeps the number.</summary>
    /// <value>Default 0: it comes from outside.</value>
    public int SelfRequests { get; init; }

    /// <summary>
    /// What the caller makes the request for. The host does not look at it; requests of the app to itself that this one leads to have the same.
    /// </summary>
    /// <value>Default null.</value>
    public object? Cause { get; init; }
}
