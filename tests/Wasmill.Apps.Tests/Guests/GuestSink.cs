using Microsoft.AspNetCore.Http;
using Wasmill.Web;

namespace Wasmill.Apps.Tests.Guests;

/// <summary>The server that <c>{SINK}</c> stands for in the cases; it answers as ../shared/guests/rust/sink.py does.</summary>
internal static class GuestSink
{
    /// <summary>Starts one.</summary>
    public static Task<WebServer> StartAsync()
        => WebServer.StartAsync(
            "127.0.0.1:0", new WebServerLimits { BodyBytes = 4 << 20 }, AnswerAsync, TestContext.Current.CancellationToken);

    private static async Task AnswerAsync(HttpContext context)
    {
        var parts = context.Request.Path.Value!.Split('/');
        var body = await new StreamReader(context.Request.Body).ReadToEndAsync(context.RequestAborted);
        var (status, text) = parts[1] switch
        {
            "plain" => (200, "hello from the sink\n"),
            "mirror" => (200, $"{context.Request.Method} {body}"),
            "header" => context.Request.Headers[parts[2]].FirstOrDefault() is { } value ? (200, value) : (404, (string?)null),
            "status" => (int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture), null),
            _ => (404, null),
        };
        context.Response.StatusCode = status;
        context.Response.Headers.ETag = "\"sink\"";
        context.Response.ContentLength = text?.Length ?? 0;
        if (text is null)
            return;
        context.Response.ContentType = "text/plain";
        await context.Response.WriteAsync(text, context.RequestAborted);
    }
}
