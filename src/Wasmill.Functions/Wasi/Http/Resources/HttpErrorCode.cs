namespace Wasmill.Functions.Wasi.Http.Resources;

// Tested by: WasiHttpTypesTests
/// <summary>The errors of <c>wasi:http</c> that this host makes, by their number in the interface.</summary>
internal enum HttpErrorCode : byte
{
    /// <summary>The name of the server cannot be resolved.</summary>
    DnsError = 1,

    /// <summary>The server refused the connection.</summary>
    ConnectionRefused = 6,

    /// <summary>The server closed the connection.</summary>
    ConnectionTerminated = 7,

    /// <summary>The call has reached its limit of requests.</summary>
    ConnectionLimitReached = 11,

    /// <summary>The server is not trusted.</summary>
    TlsProtocolError = 12,

    /// <summary>The request is not allowed.</summary>
    HttpRequestDenied = 15,

    /// <summary>The body of a request has another length than its headers say; carries the length.</summary>
    HttpRequestBodySize = 17,

    /// <summary>The URL is not valid.</summary>
    HttpRequestUriInvalid = 19,

    /// <summary>The body of a response has another length than its headers say; carries the length.</summary>
    HttpResponseBodySize = 28,

    /// <summary>The server did not respond in the time that the request allows.</summary>
    HttpResponseTimeout = 33,

    /// <summary>The message was not sent or received as HTTP demands.</summary>
    HttpProtocolError = 35,

    /// <summary>Another error; carries a text.</summary>
    InternalError = 38,
}
