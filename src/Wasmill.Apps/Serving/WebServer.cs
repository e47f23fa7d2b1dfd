using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Wasmill.Apps.Serving;

/// <summary>A Kestrel server with one address and one handler, HTTP/1.1 and HTTP/2 with prior knowledge, and nothing else: no configuration files, no environment, no logging providers.</summary>
/// <remarks>The usual builders watch the content root for changed configuration; in a background process whose working folder is / that is the whole disk.</remarks>
public sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private WebServer(WebApplication application) => _application = application;

    /// <summary>The address it listens on, such as <c>http://127.0.0.1:3000</c>.</summary>
    public string Address => _application.Urls.First();

    /// <summary>Starts a server with the limits that hold when nobody sets others, but for the size of a body.</summary>
    /// <param name="listen">Address and port, such as 127.0.0.1:3000.</param>
    /// <param name="maxBodyBytes">Largest request body; reading a larger one fails with status 413.</param>
    /// <param name="handler">Answers every request.</param>
    /// <param name="cancellationToken">Abandons the start.</param>
    /// <exception cref="WebServerException">The text is no address, or the address cannot be used. The message says what to do.</exception>
    public static Task<WebServer> StartAsync(string listen, long maxBodyBytes, RequestDelegate handler, CancellationToken cancellationToken)
        => StartAsync(listen, new WebServerLimits { BodyBytes = maxBodyBytes }, handler, cancellationToken);

    /// <summary>Starts a server.</summary>
    /// <param name="listen">Address and port, such as 127.0.0.1:3000.</param>
    /// <param name="limits">What it takes from a client.</param>
    /// <param name="handler">Answers every request.</param>
    /// <param name="cancellationToken">Abandons the start.</param>
    /// <exception cref="WebServerException">The text is no address, or the address cannot be used. The message says what to do.</exception>
    /// <param name="certificate">Makes it HTTPS, with HTTP/1.1 and HTTP/2 as the client chooses; null for HTTP. The server does not own it.</param>
    public static async Task<WebServer> StartAsync(string listen, WebServerLimits limits, RequestDelegate handler, CancellationToken cancellationToken, ServerCertificate? certificate = null)
    {
        if (!HasPort(listen) || !IPEndPoint.TryParse(listen, out var endpoint))
            throw new WebServerException($"\"{listen}\" is not an address and port such as 127.0.0.1:3000");

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var http2 = new Http2Listener();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ResponseHeaderEncodingSelector = static _ => System.Text.Encoding.UTF8;
            Set(kestrel.Limits, limits);
            if (certificate is not null)
            {
                kestrel.Listen(endpoint, place => place.UseHttps(https => https.ServerCertificateSelector = (_, _) => certificate.Current));
                return;
            }

            var priorKnowledge = new PriorKnowledge(http2, limits.KeepAlive);
            kestrel.Listen(endpoint, place =>
            {
                place.Protocols = HttpProtocols.Http1;
                place.Use(http1 => connection => priorKnowledge.ServeAsync(connection, http1));
            });
            kestrel.Listen(http2.EndPoint, place => place.Protocols = HttpProtocols.Http2);
        });
        // After Kestrel's own: it adds its sockets only where there is no factory yet.
        builder.Services.AddSingleton<IConnectionListenerFactory>(http2);
        var application = builder.Build();
        application.Run(handler);
        try
        {
            await application.StartAsync(cancellationToken);
            return new WebServer(application);
        }
        catch (Exception error)
        {
            await application.DisposeAsync();
            throw error is IOException ? new WebServerException(Explain(listen, error), error) : error;
        }
    }

    /// <summary>Takes no new request, and waits so long for those in flight before it ends them.</summary>
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
        kestrel.MaxConcurrentConnections = limits.Connections;
    }

    // IPEndPoint.TryParse takes an address alone for one with port 0, and so it does with "::1", whose last group only looks like a port.
    private static bool HasPort(string listen)
    {
        var colon = listen.LastIndexOf(':');
        return colon > 0 && (listen[colon - 1] == ']' || listen.IndexOf(':', StringComparison.Ordinal) == colon);
    }

    private static string Explain(string listen, Exception error)
        => error.InnerException is AddressInUseException ? $"{listen} is already in use: stop what listens there, or choose another address" : $"{listen} cannot be used: {error.Message}";
}
