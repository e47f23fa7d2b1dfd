using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Wasmill.Connectors.Webhook.Signatures;

// Tested by: SignatureTests
/// <summary>
/// Stripe: HMAC-SHA256 of timestamp and body, in the header <c>Stripe-Signature</c>. The secret is the complete text that Stripe shows,
/// including <c>whsec_</c>.
/// </summary>
/// <param name="keys">The secrets.</param>
public sealed class StripeScheme(SignatureKeys keys) : ISignatureScheme
{
    private const string Signature = "Stripe-Signature";

    /// <summary>Maximum age of a signature.</summary>
    /// <value>Default 5 minutes.</value>
    public TimeSpan Tolerance { get; init; } = SignatureText.DefaultTolerance;

    /// <inheritdoc />
    public string? IdTemplate => "{data:/id}";

    /// <inheritdoc />
    public string? FindProblem(IHeaderDictionary headers, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (SignatureText.Single(headers, Signature) is not { } text)
            return SignatureText.Missing(Signature);
        string? timestamp = null;
        var given = new List<byte[]>();
        foreach (var part in text.Split(','))
        {
            if (part.Split('=', 2) is not [var key, var value])
                continue;
            if (key.Trim() == "t")
                timestamp ??= value;
            else if (key.Trim() == "v1" && given.Count < SignatureText.MostSignatures && SignatureText.FromHex(value) is { } signature)
                given.Add(signature);
        }

        if (SignatureText.FindAge(timestamp, now, Tolerance) is { } age)
            return age;
        return keys.Matches(HashAlgorithmName.SHA256, Encoding.Latin1.GetBytes($"{timestamp}."), body, given) ? null
            : SignatureText.Mismatch;
    }
}
