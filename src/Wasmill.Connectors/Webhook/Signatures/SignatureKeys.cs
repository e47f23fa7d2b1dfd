using System.Security.Cryptography;
using System.Text;

namespace Wasmill.Connectors.Webhook.Signatures;

// Tested by: SignatureTests
/// <summary>The secrets of a signature: one, or two while one is replaced by another.</summary>
public sealed class SignatureKeys
{
    private const string StandardPrefix = "whsec_";

    private readonly IReadOnlyList<byte[]> _keys;

    private SignatureKeys(IReadOnlyList<byte[]> keys) => _keys = keys;

    /// <summary>Secrets that are used as the bytes of their text. An empty one is none: everybody knows it.</summary>
    public static SignatureKeys OfText(params IReadOnlyList<string> secrets)
        => new([.. secrets.Where(secret => secret.Length > 0).Select(Encoding.UTF8.GetBytes)]);

    /// <summary>Secrets in the form of Standard Webhooks: base64, with <c>whsec_</c> before it or without.</summary>
    /// <returns>The keys; null when one of the secrets has another form.</returns>
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

    /// <summary>Whether one of some signatures is that of a message by one of the secrets.</summary>
    /// <param name="hash">The hash of the HMAC.</param>
    /// <param name="head">What is signed before the body.</param>
    /// <param name="body">The body.</param>
    /// <param name="signatures">The signatures that the sender gave.</param>
    internal bool Matches(HashAlgorithmName hash, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, IReadOnlyList<byte[]> signatures)
    {
        var matches = false;
        foreach (var key in _keys)
        {
            using var hmac = IncrementalHash.CreateHMAC(hash, key);
            hmac.AppendData(head);
            hmac.AppendData(body);
            var expected = hmac.GetHashAndReset();
            // No way out at the first match: how long it takes says nothing.
            foreach (var signature in signatures)
                matches |= CryptographicOperations.FixedTimeEquals(expected, signature);
        }

        return matches;
    }
}
