namespace Wasmill.Functions.Capabilities.OutboundHttp;

/// <summary>
/// The errors of <c>wasi-outbound-http</c>, by their number in the ABI. They carry no text: the reason is written to the function's log.
/// </summary>
internal enum OutboundError : byte
{
    /// <summary>The server responded.</summary>
    Success = 0,

    /// <summary>No pattern of the component allows the host.</summary>
    DestinationNotAllowed = 1,

    /// <summary>The URL is neither an absolute HTTP or HTTPS URL nor a path of the app itself.</summary>
    InvalidUrl = 2,

    /// <summary>The server could not be reached, was not trusted, or closed the connection early.</summary>
    RequestError = 3,

    /// <summary>
    /// The request cannot be sent or its response cannot be accepted: a header that HTTP does not allow, too many headers, or a body larger
    /// than the limit.
    /// </summary>
    RuntimeError = 4,

    /// <summary>The call has reached its limit of requests.</summary>
    TooManyRequests = 5,
}
