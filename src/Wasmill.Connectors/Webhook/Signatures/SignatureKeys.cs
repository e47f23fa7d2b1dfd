using System.Security.Cryptography;
using System.Text;

namespace Wasmill.Connectors.Webhook.Signatures;

// Tested by: SignatureTests
/// <summary>The secrets of a signature: one, or two while a secret is being replaced.</summary>
public sealed class SignatureKeys
{
    private const string StandardPrefix = "whsec_";

    private readonly IReadOnlyList<byte[]> _keys;

    private SignatureKeys(IReadOnlyList<byte[]> keys) => _keys = keys;

    /// <summary>Reads secrets that are used as the bytes of their text. An empty secret is dropped, because it is public.</summary>
    public static SignatureKeys OfText(params IReadOnlyList<string> secrets)
        => new([.. secrets.Where(secret => secret.Length > 0).Select(Encoding.UTF8.GetBytes)]);

    /// <summary>Reads secrets in the form of Standard Webhooks: base64, with or without the prefix <c>whsec_</c>.</summary>
    /// <returns>The keys; null when a secret has another form.</returns>
    public static SignatureKeys? TryReadStandard(params IReadOnlyList<string> secrets)
    {
        var keys = new List<byte[]>();
        foreach (var secret in secrets)
        {
            var text = secret.StartsWith(StandardPrefix, StringComparison.Ordinal) ? secret[StandardPrefix.Length..] : secret;
            var bytes = new byte[text.Length];
            if (text.Length == 0 || !Convert.TryFromBase64String(text, bytes, out var length))
                return null;
            keys.Add(bytes[..length]);
        }

        return new SignatureKeys(keys);
    }

    /// <summary>Indicates whether a signature of the message by one of the secrets is among the given ones.</summary>
    /// <param name="hash">The hash of the HMAC.</param>
    /// <param name="head">The signed text before the body.</param>
    /// <param name="body">The body.</param>
    /// <param name="signatures">The signatures in the request.</param>
    internal bool Matches(HashAlgorithmName hash, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, IReadOnlyList<byte[]> signatures)
    {
        var matches = false;
        foreach (var key in _keys)
        {
            using var hmac = IncrementalHash.CreateHMAC(hash, key);
            hmac.AppendData(head);
            hmac.AppendData(body);
            var expected = hmac.GetHashAndReset();
            // No early exit at the first match, so that the duration reveals nothing.
            foreach (var signature in signatures)
                matches |= CryptographicOperations.FixedTimeEquals(expected, signature);
        }

        return matches;
    }
}
