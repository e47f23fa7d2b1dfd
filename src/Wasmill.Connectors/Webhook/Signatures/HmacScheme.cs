using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Wasmill.Connectors.Webhook.Signatures;

// Tested by: SignatureTests
/// <summary>An HMAC of the body alone, in one header. GitHub's signature is one of these.</summary>
/// <param name="keys">The secrets.</param>
/// <param name="header">The header.</param>
public sealed class HmacScheme(SignatureKeys keys, string header) : ISignatureScheme
{
    /// <summary>The hash: SHA-256, SHA-512, or SHA-1 for senders that support nothing better.</summary>
    /// <value>Default SHA-256.</value>
    public HashAlgorithmName Hash { get; init; } = HashAlgorithmName.SHA256;

    /// <summary>The text before the signature in the header, such as <c>sha256=</c>.</summary>
    /// <value>Default empty.</value>
    public string Prefix { get; init; } = "";

    /// <summary>Indicates whether the signature is base64 instead of hex.</summary>
    /// <value>Default false.</value>
    public bool IsBase64 { get; init; }

    /// <inheritdoc />
    public string? IdTemplate { get; init; }

    /// <summary>Creates the scheme of GitHub's <c>X-Hub-Signature-256</c>.</summary>
    /// <param name="keys">The secrets.</param>
    public static HmacScheme OfGitHub(SignatureKeys keys)
        => new(keys, "X-Hub-Signature-256") { Prefix = "sha256=", IdTemplate = "{header:X-GitHub-Delivery}" };

    /// <inheritdoc />
    public string? FindProblem(IHeaderDictionary headers, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (SignatureText.Single(headers, header) is not { } text)
            return SignatureText.Missing(header);
        var signature = !text.StartsWith(Prefix, StringComparison.Ordinal) ? null
            : IsBase64 ? SignatureText.FromBase64(text.AsSpan(Prefix.Length))
            : SignatureText.FromHex(text.AsSpan(Prefix.Length));
        return keys.Matches(Hash, [], body, signature is null ? [] : [signature]) ? null : SignatureText.Mismatch;
    }
}
