using System.Net;
using Wasmill.Bench.Processes;

namespace Wasmill.Bench.Sinks;

/// <summary>A target in this process, which shares the sender's clock.</summary>
internal sealed class EventSink : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EventSink(WebApplication app, string url)
    {
        _app = app;
        Url = url;
    }

    /// <summary>The URL that it listens on.</summary>
    public string Url { get; }

    /// <summary>Starts a sink.</summary>
    /// <param name="take">Called for each request after its body has arrived and before the answer; from several threads at once.</param>
    public static async Task<EventSink> StartAsync(Func<IHeaderDictionary, Task> take)
    {
        var port = FreePort.Next();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        app.Run(async context =>
        {
            await Body.DrainAsync(context);
            await take(context.Request.Headers);
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        });
        await app.StartAsync();
        return new EventSink(app, $"http://127.0.0.1:{port}/");
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
