using System.Net;

namespace Wasmill.Connectors.CloudEvents;

// Tested by: IsolationTests, HttpVersionTests
/// <summary>Creates the connections of one target. Targets share no connections.</summary>
internal static class ConnectionPool
{
    /// <summary>Timeout for opening a connection.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    // Long enough to keep connections warm, short enough to follow a DNS change.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Creates a pool. Only the triggers' concurrency limits the number of connections: with another limit, a trigger whose attempts hang
    /// would block the other triggers of the target.
    /// </summary>
    public static HttpMessageInvoker Create(HttpTargetOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            // A redirect would be followed with a GET, which loses the event.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            // Our own headers carry the trace; a propagator would also create an unused span for each request.
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

    // Move the password from the address, which appears in error messages, to the credentials.
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
