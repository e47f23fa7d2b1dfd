using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Wasmill.Web;

namespace Wasmill.Testing;

/// <summary>A subscriber that keeps the requests it gets as they stand on the wire.</summary>
public sealed class Sink : IAsyncDisposable
{
    private readonly Channel<Delivered> _requests = Channel.CreateUnbounded<Delivered>();
    private WebServer? _server;

    public string Address => _server!.Address;

    /// <summary>Whether nothing has come that was not taken.</summary>
    public bool IsEmpty => _requests.Reader.Count == 0;

    public static async Task<Sink> StartAsync(CancellationToken cancellationToken)
    {
        var sink = new Sink();
        sink._server = await WebServer.StartAsync(
            "127.0.0.1:0", new WebServerLimits { BodyBytes = 4 << 20 }, sink.TakeAsync, cancellationToken);
        return sink;
    }

    /// <summary>The next request, once it is there.</summary>
    public ValueTask<Delivered> NextAsync(CancellationToken cancellationToken) => _requests.Reader.ReadAsync(cancellationToken);

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers.Where(header => header.Key.StartsWith("ce-", StringComparison.OrdinalIgnoreCase)
            || header.Key.Equals("content-type", StringComparison.OrdinalIgnoreCase));
        _requests.Writer.TryWrite(new Delivered(
            headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString(), StringComparer.Ordinal),
            body.ToArray()));
    }
}
