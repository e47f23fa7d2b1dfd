using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Wasmill.Connectors.Webhook;

/// <summary>The user and password that a sender must send with basic authentication.</summary>
/// <param name="username">The user.</param>
/// <param name="password">The password.</param>
public sealed class BasicCredentials(string username, string password)
{
    private const string Scheme = "Basic ";

    private readonly byte[] _expected = SHA256.HashData(Encoding.UTF8.GetBytes($"{username}:{password}"));

    /// <summary>Checks a request; returns the reason of a rejection in one line, or null.</summary>
    internal string? FindProblem(IHeaderDictionary headers)
    {
        var text = headers[HeaderNames.Authorization].ToString();
        if (text.Length == 0)
            return "a user name and password are required";
        var encoded = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text[Scheme.Length..].Trim() : "";
        var given = new byte[encoded.Length];
        // Hashes have a fixed length, so that the duration of the comparison does not reveal the password's length.
        return Convert.TryFromBase64String(encoded, given, out var length)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(given.AsSpan(0, length)), _expected)
            ? null
            : "the user name or password is wrong";
    }
}
