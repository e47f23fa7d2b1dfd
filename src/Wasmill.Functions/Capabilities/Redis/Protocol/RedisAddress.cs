using System.Globalization;

namespace Wasmill.Functions.Capabilities.Redis.Protocol;

/// <summary>The address of a Redis server: <c>redis://[user:password@]host[:port][/database]</c>, or <c>rediss</c> for TLS.</summary>
/// <param name="Url">Scheme, host and port, without secrets.</param>
/// <param name="User">The user; empty for the default one.</param>
/// <param name="Password">The password; empty if there is none.</param>
/// <param name="Database">The number of the database.</param>
internal sealed record RedisAddress(Uri Url, string User, string Password, int Database)
{
    private const int DefaultPort = 6379;

    /// <summary>Indicates whether the connection is encrypted.</summary>
    public bool IsSecure => Url.Scheme == "rediss";

    /// <summary>Parses an address; null if it is malformed.</summary>
    public static RedisAddress? Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("redis" or "rediss") || url.Host.Length == 0)
            return null;
        var path = url.AbsolutePath.Trim('/');
        var database = 0;
        if (path.Length > 0 && !int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out database))
            return null;
        var (user, password) = url.UserInfo.Split(':', 2) is [var first, var second] ? (first, second) : (url.UserInfo, "");
        return new RedisAddress(
            new UriBuilder(url.Scheme, url.Host, url.Port < 0 ? DefaultPort : url.Port).Uri,
            Uri.UnescapeDataString(user),
            Uri.UnescapeDataString(password),
            database);
    }

    /// <summary>Formats the address without user and password.</summary>
    public override string ToString() => $"{Url.Scheme}://{Url.Host}:{Url.Port.ToString(CultureInfo.InvariantCulture)}";
}
