namespace Wasmill.Functions.Capabilities.OutboundHttp;

/// <summary>The target of a request.</summary>
/// <param name="Url">The URL of an outside server; null for the app itself.</param>
/// <param name="OwnPath">The path and query in the app itself.</param>
internal sealed record OutboundTarget(Uri? Url, string OwnPath)
{
    // Most servers refuse longer ones; the default of Kestrel's request line is 8 KiB.
    public const int LengthLimit = 8192;

    /// <summary>Parses a URL; null if it is neither a path of the app itself nor an absolute HTTP or HTTPS URL.</summary>
    public static OutboundTarget? Parse(string text)
    {
        if (text.StartsWith('/') && Uri.TryCreate("http://self" + text, UriKind.Absolute, out var own))
            return new OutboundTarget(null, own.PathAndQuery);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
            return null;
        return url.Host is "self" or "self.alt" ? new OutboundTarget(null, url.PathAndQuery) : new OutboundTarget(url, "");
    }

    /// <summary>Formats the target without its path, which may contain secrets.</summary>
    public override string ToString() => Url is null ? "the app itself" : Url.GetLeftPart(UriPartial.Scheme) + Url.Authority;
}
