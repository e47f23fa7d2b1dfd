using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Wasmill.Events.Http;
using Wasmill.Functions;

namespace Wasmill.Apps.Serving;

/// <summary>The HTTP front of <c>up</c>: serves one app until it is stopped.</summary>
public sealed class AppServer : IAsyncDisposable
{
    // Set by Kestrel itself from the body.
    private static readonly HashSet<string> ServerHeaders = new(StringComparer.OrdinalIgnoreCase) { "content-length", "transfer-encoding", "connection" };

    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);

    private readonly AppRuntime _app;
    private readonly ComponentLogs _logs;
    private WebServer? _server;

    private AppServer(AppRuntime app, ComponentLogs logs)
    {
        _app = app;
        _logs = logs;
    }

    /// <summary>The address it listens on, such as <c>http://127.0.0.1:3000</c>.</summary>
    public string Address => _server!.Address;

    /// <summary>Starts serving an app. The server does not own the app.</summary>
    /// <exception cref="WebServerException">It cannot listen.</exception>
    public static async Task<AppServer> StartAsync(AppRuntime app, AppServerOptions options, CancellationToken cancellationToken)
    {
        var server = new AppServer(app, new ComponentLogs(options.LogFolder, options.Output));
        server._server = await WebServer.StartAsync(options.Listen, options.MaxBodyBytes, server.AnswerAsync, cancellationToken);
        return server;
    }

    /// <summary>Takes no new request and waits for those in flight, at most ten seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server!.StopAsync(Drain);
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Path.StartsWithSegments("/.well-known/spin", StringComparison.Ordinal))
        {
            await AnswerWellKnownAsync(context);
            return;
        }

        byte[] body;
        try
        {
            body = await ReadBodyAsync(request, context.RequestAborted);
        }
        catch (BadHttpRequestException error)
        {
            context.Response.StatusCode = error.StatusCode;
            return;
        }

        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var call = new AppRequest(
            request.Method, target, $"{request.Scheme}://{request.Host}", [.. Lines(request.Headers)], body, $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}");
        var answer = await _app.HandleAsync(call, context.RequestAborted);
        if (answer.Result is not { } result)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        _logs.Write(answer.ComponentId!, result);
        await WriteAsync(context.Response, result.Response, context.RequestAborted);
    }

    private static async Task AnswerWellKnownAsync(HttpContext context)
    {
        if (context.Request.Path != "/.well-known/spin/health")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await context.Response.WriteAsync("OK", context.RequestAborted);
    }

    private static async Task<byte[]> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return body.ToArray();
    }

    private static IEnumerable<HeaderField> Lines(IHeaderDictionary headers)
    {
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
                yield return new HeaderField(name, value ?? "");
        }
    }

    private static async Task WriteAsync(HttpResponse response, FunctionResponse answer, CancellationToken cancellationToken)
    {
        response.StatusCode = answer.Status;
        foreach (var header in answer.Headers)
        {
            if (!ServerHeaders.Contains(header.Name))
                response.Headers.Append(header.Name, header.Value);
        }

        // HTTP allows no body with these, and Kestrel refuses to write one.
        if (answer.Status is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified or < 200)
            return;
        response.ContentLength = answer.Body.Length;
        if (!HttpMethods.IsHead(response.HttpContext.Request.Method))
            await response.Body.WriteAsync(answer.Body, cancellationToken);
    }
}
