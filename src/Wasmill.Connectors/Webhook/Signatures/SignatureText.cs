using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Wasmill.Connectors.Webhook.Signatures;

// Tested by: SignatureTests
/// <summary>What the schemes have in common: headers, encodings, ages, and what is said of them.</summary>
internal static class SignatureText
{
    /// <summary>How old a signed request may be, and how far ahead its clock.</summary>
    public static readonly TimeSpan DefaultTolerance = TimeSpan.FromMinutes(5);

    /// <summary>What is said of a signature that is of another message or another secret.</summary>
    public const string Mismatch = "the signature does not match";

    /// <summary>More signatures than anybody needs while secrets are replaced; each costs an HMAC comparison only.</summary>
    public const int MostSignatures = 10;

    /// <summary>What is said of a header that is missing.</summary>
    public static string Missing(string header) => $"the header {header} is missing";

    /// <summary>The only line of a header; null when there is none or more than one.</summary>
    public static string? Single(IHeaderDictionary headers, string name) => headers[name] is [{ Length: > 0 } value] ? value : null;

    /// <summary>Bytes in hex; null for anything else.</summary>
    public static byte[]? FromHex(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length / 2];
        return text.Length > 0 && Convert.FromHexString(text, bytes, out _, out var written) == System.Buffers.OperationStatus.Done
            && written == bytes.Length
            ? bytes
            : null;
    }

    /// <summary>Bytes in base64; null for anything else.</summary>
    public static byte[]? FromBase64(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length];
        return text.Length > 0 && Convert.TryFromBase64Chars(text, bytes, out var written) ? bytes[..written] : null;
    }

    /// <summary>What is wrong with the time at which a request was signed, in seconds since 1970; null when it is near enough.</summary>
    public static string? FindAge(string? text, DateTimeOffset now, TimeSpan tolerance)
    {
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return "the timestamp of the signature is not a number of seconds";
        var age = now - DateTimeOffset.FromUnixTimeSeconds(seconds);
        if (age > tolerance)
            return FormattableString.Invariant($"the signature is older than {tolerance.TotalSeconds:0} s");
        return age < -tolerance
            ? FormattableString.Invariant($"the signature is more than {tolerance.TotalSeconds:0} s ahead of this clock") : null;
    }
}
