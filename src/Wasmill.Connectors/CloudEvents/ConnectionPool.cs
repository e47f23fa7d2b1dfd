using System.Net;

namespace Wasmill.Connectors.CloudEvents;

// Tested by: IsolationTests, HttpVersionTests
/// <summary>Makes the connections of one target, which it shares with no other.</summary>
internal static class ConnectionPool
{
    /// <summary>How long a connection may take to come about.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    // Long enough to keep connections warm, short enough to follow a changed DNS entry.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Makes a pool. There is no bound on connections but the concurrency of the triggers: with one, a trigger whose attempts hang would
    /// hold up the others of the target.
    /// </summary>
    public static HttpMessageInvoker Create(HttpTargetOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            // Followed by a GET, a redirect would lose the event.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            // The trace goes on by our own headers; with a propagator each request would make a span that nobody reads.
            ActivityHeadersPropagator = null,
            ConnectTimeout = ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = PingDelay,
            KeepAlivePingTimeout = PingTimeout,
            PooledConnectionLifetime = Lifetime,
            UseCookies = false,
            UseProxy = options.Proxy is not null,
            Proxy = ProxyOf(options.Proxy),
        };
        options.Tls?.Apply(handler.SslOptions);
        return new HttpMessageInvoker(handler);
    }

    // The password goes into the credentials and out of the address, which stands in the messages of errors.
    private static WebProxy? ProxyOf(Uri? address)
    {
        if (address is null)
            return null;
        var proxy = new WebProxy(WithoutUser(address));
        if (address.UserInfo.Length > 0)
        {
            var parts = address.UserInfo.Split(':', 2);
            proxy.Credentials = new NetworkCredential(
                Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        }

        return proxy;
    }

    private static Uri WithoutUser(Uri address) => new UriBuilder(address) { UserName = "", Password = "" }.Uri;
}
