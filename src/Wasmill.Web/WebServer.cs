using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Wasmill.Web.Connections;
using Wasmill.Web.Messages;
using Wasmill.Web.Requests;

namespace Wasmill.Web;

// Tested by: ConnectionTests, FailureReportTests
/// <summary>
/// A Kestrel server with one address and one handler, HTTP/1.1 and HTTP/2 with prior knowledge, without configuration files, environment
/// variables and logging providers.
/// </summary>
/// <remarks>
/// The usual builders watch the content root for configuration changes; in a background process with the working folder / that is the whole
/// disk.
/// </remarks>
public sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly WarmUpRequest _warmUp;
    private readonly bool _isEncrypted;

    private WebServer(WebApplication application, WarmUpRequest warmUp, bool isEncrypted)
        => (_application, _warmUp, _isEncrypted) = (application, warmUp, isEncrypted);

    /// <summary>The listening address, such as <c>http://127.0.0.1:3000</c>.</summary>
    public string Address => _application.Urls.First();

    /// <summary>Starts a server with default limits, except for the size of bodies.</summary>
    /// <param name="listen">Address and port, such as 127.0.0.1:3000.</param>
    /// <param name="maxBodyBytes">The maximum size of a request body in bytes; reading a larger one fails with status 413.</param>
    /// <param name="handler">The handler of all requests.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="WebServerException">The text is not an address, or the address cannot be used. The message states the
    /// fix.</exception>
    public static Task<WebServer> StartAsync(string listen, long maxBodyBytes, RequestDelegate handler, CancellationToken cancellationToken)
        => StartAsync(listen, new WebServerLimits { BodyBytes = maxBodyBytes }, handler, cancellationToken);

    /// <summary>Starts a server with limits.</summary>
    /// <param name="listen">Address and port, such as 127.0.0.1:3000.</param>
    /// <param name="limits">The limits on clients.</param>
    /// <param name="handler">The handler of all requests.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="WebServerException">The text is not an address, or the address cannot be used. The message states the
    /// fix.</exception>
    public static Task<WebServer> StartAsync(
        string listen, WebServerLimits limits, RequestDelegate handler, CancellationToken cancellationToken)
        => StartAsync(listen, new WebServerOptions { Limits = limits }, handler, cancellationToken);

    /// <summary>Starts a server.</summary>
    /// <param name="listen">Address and port, such as 127.0.0.1:3000.</param>
    /// <param name="options">The options.</param>
    /// <param name="handler">The handler of all requests that the host rule accepts.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="WebServerException">The text is not an address, or the address cannot be used. The message states the
    /// fix.</exception>
    public static async Task<WebServer> StartAsync(
        string listen, WebServerOptions options, RequestDelegate handler, CancellationToken cancellationToken)
    {
        if (!HasPort(listen) || !IPEndPoint.TryParse(listen, out var endpoint))
            throw new WebServerException($"\"{listen}\" is not a valid address; use an address and port such as 127.0.0.1:3000");

        var (limits, time) = (options.Limits, options.Time);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var http2 = new Http2Listener();
        var places = new ConnectionPlaces(Math.Min(limits.Connections, ConnectionBudget.OfProcess), time);
        var front = new ConnectionFront(places, new PriorKnowledge(http2, limits.HeadersTimeout, time));
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.RequestHeaderEncodingSelector = HeaderBytes.EncodingOf;
            kestrel.ResponseHeaderEncodingSelector = static _ => System.Text.Encoding.UTF8;
            Set(kestrel.Limits, limits);
            if (options.Certificate is { } certificate)
            {
                kestrel.Listen(endpoint, address => front.Use(address, () => certificate.Current));
                return;
            }

            kestrel.Listen(endpoint, front.Use);
            kestrel.Listen(http2.EndPoint, address => address.Protocols = HttpProtocols.Http2);
        });
        // Kestrel uses the last factory that can bind an address; it adds its own only if there is none yet.
        builder.Services.AddSingleton<IConnectionListenerFactory>(new BoundedListenerFactory(places, options.Socket, options.Log, time));
        builder.Services.AddSingleton<IConnectionListenerFactory>(http2);
        var application = builder.Build();
        var rule = new HostRule(IPAddress.IsLoopback(endpoint.Address), options.AllowedHosts);
        var warmUp = new WarmUpRequest(handler);
        application.Run(new RequestFront(warmUp.HandleAsync, rule, new FailureReport(options.Log, time)).HandleAsync);
        try
        {
            await application.StartAsync(cancellationToken);
            return new WebServer(application, warmUp, options.Certificate is not null);
        }
        catch (Exception error)
        {
            await application.DisposeAsync();
            throw error is IOException or SocketException
                ? new WebServerException(Explain(listen, error), error)
                : error;
        }
    }

    /// <summary>
    /// Sends the server one request of its own, so that the runtime compiles the code of a request before the first client needs it. A
    /// server with a certificate sends none.
    /// </summary>
    /// <param name="handler">The handler of this request alone.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>True if there was a response. A failure has no effect.</returns>
    public Task<bool> WarmUpAsync(RequestDelegate handler, CancellationToken cancellationToken)
        => _isEncrypted || !Uri.TryCreate(Address, UriKind.Absolute, out var uri) || !IPEndPoint.TryParse(uri.Authority, out var listening)
            ? Task.FromResult(false)
            : _warmUp.SendAsync(listening, handler, cancellationToken);

    /// <summary>Rejects new requests, and waits up to <paramref name="drain"/> for those in progress before it ends them.</summary>
    public async Task StopAsync(TimeSpan drain)
    {
        using var limit = new CancellationTokenSource(drain);
        await _application.StopAsync(limit.Token);
    }

    /// <summary>Stops without waiting.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        await _application.DisposeAsync();
    }

    private static void Set(KestrelServerLimits kestrel, WebServerLimits limits)
    {
        kestrel.MaxRequestBodySize = limits.BodyBytes;
        kestrel.MaxRequestHeadersTotalSize = limits.HeaderBytes;
        kestrel.Http2.MaxRequestHeaderFieldSize = limits.HeaderBytes;
        kestrel.MaxRequestHeaderCount = limits.HeaderCount;
        kestrel.MaxRequestLineSize = limits.RequestLineBytes;
        kestrel.RequestHeadersTimeout = limits.HeadersTimeout;
        kestrel.MinRequestBodyDataRate = new MinDataRate(limits.BodyBytesPerSecond, limits.BodyGrace);
        kestrel.KeepAliveTimeout = limits.KeepAlive;
    }

    // IPEndPoint.TryParse accepts an address without a port as port 0, including "::1", whose last group only looks like a port.
    private static bool HasPort(string listen)
    {
        var colon = listen.LastIndexOf(':');
        return colon > 0 && (listen[colon - 1] == ']' || listen.IndexOf(':', StringComparison.Ordinal) == colon);
    }

    private static string Explain(string listen, Exception error)
        => error.InnerException is AddressInUseException
            ? $"{listen} is already in use; stop the process that listens there, or use another address"
            : $"{listen} cannot be used: {Explain((error as SocketException ?? error.InnerException as SocketException)?.SocketErrorCode)}";

    private static string Explain(SocketError? error) => error switch
    {
        SocketError.AccessDenied => "this user may not listen there; use a port of 1024 or above",
        SocketError.AddressNotAvailable => "this machine has no such address; use 127.0.0.1, or 0.0.0.0 for all of its addresses",
        SocketError.AddressFamilyNotSupported => "this machine has no addresses of that kind; use one of IPv4",
        null => "the system refused it",
        _ => $"the system refused it ({error})",
    };
}
