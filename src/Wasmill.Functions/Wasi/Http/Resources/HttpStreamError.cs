using Wasmill.Functions.Wasi.Io;

namespace Wasmill.Functions.Wasi.Http.Resources;

/// <summary>The error of a stream that is the body of a message.</summary>
/// <param name="failure">The failure.</param>
internal sealed class HttpStreamError(HttpFailure failure) : IoError(failure.Text)
{
    /// <summary>The failure.</summary>
    public HttpFailure Failure => failure;
}
