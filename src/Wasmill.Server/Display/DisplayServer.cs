using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Wasmill.Events;
using Wasmill.Events.Http;
using Wasmill.Events.Json;
using Wasmill.Web;
using Wasmill.Web.Bodies;
using Wasmill.Web.Messages;

namespace Wasmill.Server.Display;

// Tested by: DisplayTests, DisplayBoundTests
/// <summary>A small CloudEvents receiver that shows events on the terminal and on a page at <c>/</c>.</summary>
public sealed class DisplayServer : IAsyncDisposable
{
    private static readonly WebServerLimits Limits = new() { BodyBytes = 16 << 20 };

    private readonly DisplayStore _store = new();
    private readonly Action<CloudEvent> _show;
    private readonly TimeProvider _time;
    private WebServer? _server;

    private DisplayServer(Action<CloudEvent> show, TimeProvider time) => (_show, _time) = (show, time);

    /// <summary>The URL that it listens on.</summary>
    public string Address => _server!.Address;

    /// <summary>Starts a display.</summary>
    /// <param name="listen">Address and port.</param>
    /// <param name="show">Receives every event, one at a time.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <param name="options">The allowed host names and the log for failures;
    /// the display sets its own limits.</param>
    /// <exception cref="WebServerException">The display cannot listen on the address.</exception>
    public static async Task<DisplayServer> StartAsync(
        string listen, Action<CloudEvent> show, CancellationToken cancellationToken, WebServerOptions? options = null)
    {
        var web = options ?? new WebServerOptions();
        var display = new DisplayServer(show, web.Time);
        display._server = await WebServer.StartAsync(listen, web with { Limits = Limits }, display.AnswerAsync, cancellationToken);
        return display;
    }

    /// <summary>Stops the display.</summary>
    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private Task AnswerAsync(HttpContext context) => (context.Request.Method, context.Request.Path.Value) switch
    {
        ("POST", _) => TakeAsync(context),
        ("GET", "/") => PageAsync(context),
        ("GET", "/events") => StreamAsync(context),
        ("GET", "/healthz") => PlainAnswer.WriteAsync(context, StatusCodes.Status200OK, "ok"),
        _ => PlainAnswer.WriteAsync(context, StatusCodes.Status404NotFound, "not found: post events to /; the page is at /"),
    };

    private async Task TakeAsync(HttpContext context)
    {
        var body = await EventBody.ReadAsync(context.Request, Limits.BodyBytes);
        if (body.Error != EventBodyError.None)
        {
            await body.AnswerAsync(context, Limits.BodyBytes);
            return;
        }

        var message = HttpBinding.Decode(HttpLines.Read(context.Request.Headers), body.Bytes);
        if (message.Error is { } error)
        {
            await PlainAnswer.WriteAsync(context, error.Status, error.Message);
            return;
        }

        foreach (var one in message.Events)
        {
            lock (_store)
            {
                _show(one);
                _store.Add(one, _time.GetUtcNow());
            }
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private static async Task PageAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        // The page is one file: it must not load anything from elsewhere.
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'";
        await using var page = typeof(DisplayServer).Assembly.GetManifestResourceStream("display.html")!;
        await page.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    /// <summary>Streams the stored events and new ones as server-sent events.</summary>
    private async Task StreamAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        var cancelled = context.RequestAborted;
        var sent = 0L;
        try
        {
            await context.Response.StartAsync(cancelled);
            await context.Response.Body.FlushAsync(cancelled);
            while (true)
            {
                // Before the lookup, so that an event that arrives in between is not missed.
                var changed = _store.Changed;
                while (_store.After(sent) is { } shown)
                {
                    await SendAsync(context.Response, shown, cancelled);
                    await context.Response.Body.FlushAsync(cancelled);
                    sent = shown.Number;
                }

                await changed.WaitAsync(cancelled);
            }
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            // The page was closed.
        }
    }

    private static async Task SendAsync(HttpResponse response, DisplayedEvent shown, CancellationToken cancellationToken)
    {
        var json = new ArrayBufferWriter<byte>();
        JsonEventFormat.Write(shown.Event, json);
        // A line break in a payload would end the field: write the document again on one line.
        using var document = JsonDocument.Parse(json.WrittenMemory);
        var line = new StringBuilder("data: {\"number\":").Append(shown.Number)
            .Append(",\"received\":\"").Append(shown.Received.ToString("O", System.Globalization.CultureInfo.InvariantCulture))
            .Append("\",\"event\":").Append(JsonSerializer.Serialize(document.RootElement, DisplayJson.Default.JsonElement));
        if (shown.Shortened is { } shortened)
            line.Append(",\"shortened\":").Append(JsonSerializer.Serialize(shortened, DisplayJson.Default.ShortenedPayload));
        line.Append("}\n\n");
        await response.WriteAsync(line.ToString(), cancellationToken);
    }
}
