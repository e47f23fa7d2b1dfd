namespace Wasmill.Functions.Capabilities.OutboundHttp;

/// <summary>The target of a request.</summary>
/// <param name="Url">The URL of an outside server or of another component; null for the app itself.</param>
/// <param name="OwnPath">The path and query in the app itself or in the component.</param>
internal sealed record OutboundTarget(Uri? Url, string OwnPath)
{
    // Most servers refuse longer ones; the default of Kestrel's request line is 8 KiB.
    public const int LengthLimit = 8192;

    private const string ChainingDomain = ".spin.internal";

    /// <summary>The component that answers, for <c>http://NAME.spin.internal</c>; null for any other target.</summary>
    public string? Component { get; private init; }

    /// <summary>Parses a URL; null if it is neither a path of the app itself nor an absolute HTTP or HTTPS URL.</summary>
    public static OutboundTarget? Parse(string text)
    {
        if (text.StartsWith('/') && Uri.TryCreate("http://self" + text, UriKind.Absolute, out var own))
            return new OutboundTarget(null, own.PathAndQuery);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
            return null;
        if (url.Host is "self" or "self.alt")
            return new OutboundTarget(null, url.PathAndQuery);
        // A dot at the end is the same name for a resolver, which must never be asked for it.
        var host = url.Host.TrimEnd('.');
        return host.EndsWith(ChainingDomain, StringComparison.Ordinal)
            ? new OutboundTarget(url, url.PathAndQuery) { Component = host[..^ChainingDomain.Length] }
            : new OutboundTarget(url, "");
    }

    /// <summary>Formats the target without its path, which may contain secrets.</summary>
    public override string ToString() => Url is null ? "the app itself" : Url.GetLeftPart(UriPartial.Scheme) + Url.Authority;
}
