using Microsoft.AspNetCore.Http;
using Wasmill.Events;
using Wasmill.Events.Http;
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
    private readonly DisplayFeed _feed;
    private WebServer? _server;

    private DisplayServer(Action<CloudEvent> show, TimeProvider time)
        => (_show, _time, _feed) = (show, time, new DisplayFeed(_store, time));

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
        ("GET", "/events") => _feed.StreamAsync(context),
        ("GET", "/healthz") => PlainAnswer.WriteAsync(context, StatusCodes.Status200OK, "ok"),
        ("GET", var path) when DisplayPage.Find(path!) is { } file => file.AnswerAsync(context),
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

        var request = DisplayedRequest.Of(context.Request, message, body.Bytes);
        foreach (var one in message.Events)
        {
            lock (_store)
            {
                _show(one);
                _store.Add(one, request, _time.GetUtcNow());
            }
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }
}
