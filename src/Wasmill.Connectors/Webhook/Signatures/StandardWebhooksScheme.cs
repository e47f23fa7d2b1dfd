using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Wasmill.Connectors.Webhook.Signatures;

// Tested by: SignatureTests
/// <summary>Standard Webhooks: HMAC-SHA256 of id, timestamp and body (https://www.standardwebhooks.com, "v1").</summary>
/// <param name="keys">The secrets.</param>
public sealed class StandardWebhooksScheme(SignatureKeys keys) : ISignatureScheme
{
    private const string Id = "webhook-id";
    private const string Timestamp = "webhook-timestamp";
    private const string Signature = "webhook-signature";
    private const string Version = "v1,";

    /// <summary>Maximum age of a signature.</summary>
    /// <value>Default 5 minutes.</value>
    public TimeSpan Tolerance { get; init; } = SignatureText.DefaultTolerance;

    /// <inheritdoc />
    public string? IdTemplate => $"{{header:{Id}}}";

    /// <inheritdoc />
    public string? FindProblem(IHeaderDictionary headers, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (SignatureText.Single(headers, Id) is not { } id)
            return SignatureText.Missing(Id);
        if (SignatureText.Single(headers, Timestamp) is not { } timestamp)
            return SignatureText.Missing(Timestamp);
        if (SignatureText.Single(headers, Signature) is not { } signature)
            return SignatureText.Missing(Signature);
        if (SignatureText.FindAge(timestamp, now, Tolerance) is { } age)
            return age;
        // Other versions, such as v1a, may be in the same header for other receivers.
        var given = signature.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(one
            => one.StartsWith(Version, StringComparison.Ordinal)).Take(SignatureText.MostSignatures)
            .Select(one => SignatureText.FromBase64(one.AsSpan(Version.Length))).OfType<byte[]>().ToList();
        return keys.Matches(HashAlgorithmName.SHA256, Encoding.Latin1.GetBytes($"{id}.{timestamp}."), body, given) ? null
            : SignatureText.Mismatch;
    }
}
