using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Wasmill.Connectors.Webhook.Signatures;

// Tested by: SignatureTests
/// <summary>Common parts of the schemes: headers, encodings, ages, and error messages.</summary>
internal static class SignatureText
{
    /// <summary>Default maximum difference between a signature's timestamp and the clock.</summary>
    public static readonly TimeSpan DefaultTolerance = TimeSpan.FromMinutes(5);

    /// <summary>The error for a signature of another message or by another secret.</summary>
    public const string Mismatch = "the signature does not match";

    /// <summary>Maximum number of signatures; more than a change of secrets needs. Each costs only an HMAC comparison.</summary>
    public const int MostSignatures = 10;

    /// <summary>Returns the error for a missing header.</summary>
    public static string Missing(string header) => $"the header {header} is missing";

    /// <summary>Returns the only line of a header; null for no line or several.</summary>
    public static string? Single(IHeaderDictionary headers, string name) => headers[name] is [{ Length: > 0 } value] ? value : null;

    /// <summary>Decodes hex; returns null for anything else.</summary>
    public static byte[]? FromHex(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length / 2];
        return text.Length > 0 && Convert.FromHexString(text, bytes, out _, out var written) == System.Buffers.OperationStatus.Done
            && written == bytes.Length
            ? bytes
            : null;
    }

    /// <summary>Decodes base64; returns null for anything else.</summary>
    public static byte[]? FromBase64(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length];
        return text.Length > 0 && Convert.TryFromBase64Chars(text, bytes, out var written) ? bytes[..written] : null;
    }

    /// <summary>Checks a signature's timestamp, in seconds since 1970; returns the error, or null if it is within the tolerance.</summary>
    public static string? FindAge(string? text, DateTimeOffset now, TimeSpan tolerance)
    {
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return "the timestamp of the signature must be a number of seconds";
        var age = now - DateTimeOffset.FromUnixTimeSeconds(seconds);
        if (age > tolerance)
            return FormattableString.Invariant($"the signature is older than {tolerance.TotalSeconds:0} s");
        return age < -tolerance
            ? FormattableString.Invariant($"the signature is more than {tolerance.TotalSeconds:0} s ahead of this clock") : null;
    }
}
