using Microsoft.AspNetCore.Http;

namespace Wasmill.Connectors.Webhook.Signatures;

/// <summary>A scheme for signed requests.</summary>
public interface ISignatureScheme
{
    /// <summary>
    /// Checks a request. Every secret is tried, even after a match, and compared in constant time. The reason contains neither a secret nor
    /// the expected signature.
    /// </summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="body">The bytes of the body as received.</param>
    /// <param name="now">The time.</param>
    /// <returns>Null when the signature is valid; else the reason why not, in one line.</returns>
    string? FindProblem(IHeaderDictionary headers, ReadOnlySpan<byte> body, DateTimeOffset now);

    /// <summary>
    /// Attribute template of the scheme's id, which stays the same when the sender repeats a request; null when the scheme has
    /// no id.
    /// </summary>
    string? IdTemplate { get; }
}
