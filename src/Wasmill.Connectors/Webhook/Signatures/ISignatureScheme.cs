using Microsoft.AspNetCore.Http;

namespace Wasmill.Connectors.Webhook.Signatures;

/// <summary>A way in which a sender signs its requests.</summary>
public interface ISignatureScheme
{
    /// <summary>
    /// Checks a request. Every secret is tried, whichever fits, and compared in constant time. What it says names neither a secret nor the
    /// expected signature.
    /// </summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="body">The bytes of the body as they came.</param>
    /// <param name="now">The time.</param>
    /// <returns>Null when it is signed; else the reason why it is not, in one line.</returns>
    string? FindProblem(IHeaderDictionary headers, ReadOnlySpan<byte> body, DateTimeOffset now);

    /// <summary>
    /// Where the scheme has an id that stays the same when the sender repeats a request, as the text of an attribute template; null when it
    /// has none.
    /// </summary>
    string? IdTemplate { get; }
}
