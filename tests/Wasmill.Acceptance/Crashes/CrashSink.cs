using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Wasmill.Acceptance.Crashes;

/// <summary>
/// The targets of a crash run: <c>/all</c> takes everything, <c>/some</c> fails now and then and
/// answers with an event of type <c>reply</c>.
/// </summary>
internal sealed class CrashSink : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly NoteFile _notes;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _some;

    private CrashSink(WebApplication application, NoteFile notes)
    {
        _application = application;
        _notes = notes;
    }

    /// <summary>How often each event came to each path.</summary>
    public ConcurrentDictionary<(string Path, string Id), int> Received { get; } = [];

    /// <summary>Replies that a successful answer carried, by id.</summary>
    public ConcurrentDictionary<string, byte> Replies { get; } = [];

    /// <summary>Events whose payload was not what was sent.</summary>
    public ConcurrentBag<string> Corrupt { get; } = [];

    public string Address => _application.Urls.First();

    /// <summary>Waits until what came fulfils a condition.</summary>
    public async Task WaitForAsync(Func<ConcurrentDictionary<(string Path, string Id), int>, bool> condition, string what)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition(Received))
        {
            var changed = _changed.Task;
            if (condition(Received))
                return;
            try
            {
                await changed.WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"{what} did not come: {Received.Count} did");
            }
        }
    }

    public static async Task<CrashSink> StartAsync(string notes)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, place => place.Protocols = HttpProtocols.Http1));
        var application = builder.Build();
        var sink = new CrashSink(application, new NoteFile(notes));
        application.Run(sink.HandleAsync);
        await application.StartAsync();
        return sink;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        await _notes.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var (path, id, type) = (
            context.Request.Path.Value!, context.Request.Headers["ce-id"].ToString(), context.Request.Headers["ce-type"].ToString());
        if (type != "reply" && context.Request.Headers["ce-digest"] != Convert.ToHexStringLower(SHA256.HashData(body.ToArray())))
            Corrupt.Add(id);
        if (path == "/some" && Interlocked.Increment(ref _some) % 7 == 0)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        await _notes.AddAsync($"{path} {id}");
        Received.AddOrUpdate((path, id), 1, (_, count) => count + 1);
        Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        if (path != "/some")
            return;
        context.Response.Headers["ce-specversion"] = "1.0";
        context.Response.Headers["ce-type"] = "reply";
        context.Response.Headers["ce-source"] = "sink";
        context.Response.Headers["ce-id"] = $"reply-to-{id}";
        context.Response.ContentType = "application/json";
        Replies.TryAdd($"reply-to-{id}", 0);
        await context.Response.WriteAsync("{}");
    }
}
