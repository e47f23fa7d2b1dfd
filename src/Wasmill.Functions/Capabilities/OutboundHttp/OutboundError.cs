namespace Wasmill.Functions.Capabilities.OutboundHttp;

/// <summary>The errors of <c>wasi-outbound-http</c>, by their number in the ABI. They carry no text: the reason goes to the function's log.</summary>
internal enum OutboundError : byte
{
    /// <summary>There is an answer.</summary>
    Success = 0,

    /// <summary>No pattern of the component allows the host.</summary>
    DestinationNotAllowed = 1,

    /// <summary>The URL is no absolute HTTP or HTTPS URL and no path of the app itself.</summary>
    InvalidUrl = 2,

    /// <summary>The server could not be reached, was not trusted, or broke off.</summary>
    RequestError = 3,

    /// <summary>The request cannot be sent or its answer not be taken: a header that HTTP does not allow, more headers or a larger body than the limit.</summary>
    RuntimeError = 4,

    /// <summary>The call has sent as many requests as it may.</summary>
    TooManyRequests = 5,
}
