namespace Wasmill.Client.Home;

// Tested by: LoopbackUrlTests
/// <summary>
/// The URL at which this machine reaches its own broker. <c>localhost</c> is what users read; it has no address where <c>/etc/hosts</c> is
/// missing, as in a container without a distribution.
/// </summary>
public static class LoopbackUrl
{
    private const string Shown = "http://localhost:";
    private const string Reached = "http://127.0.0.1:";

    /// <summary>Returns the URL to connect to. One of HTTPS is unchanged: the certificate has the host's name.</summary>
    /// <param name="url">A URL that a broker announces.</param>
    public static string Of(string url) => url.StartsWith(Shown, StringComparison.Ordinal) ? Reached + url[Shown.Length..] : url;
}
