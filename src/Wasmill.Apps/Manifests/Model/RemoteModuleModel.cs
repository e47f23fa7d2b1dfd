namespace Wasmill.Apps.Manifests.Model;

/// <summary>A module that is downloaded.</summary>
/// <param name="Url">The URL: HTTPS, or HTTP on this machine.</param>
/// <param name="Sha256">The SHA-256 digest of the module: 64 digits in lower case.</param>
public sealed record RemoteModuleModel(Uri Url, string Sha256)
{
    /// <summary>The URL for messages: without user, password and query, which may be secrets.</summary>
    public string Name => NameOf(Url);

    /// <summary>Returns a URL for messages.</summary>
    public static string NameOf(Uri url) => $"{url.Scheme}://{url.Authority}{url.AbsolutePath}";
}
