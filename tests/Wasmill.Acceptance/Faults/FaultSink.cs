using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Wasmill.Acceptance.Faults;

/// <summary>
/// The targets of a fault run: <c>/ok</c> takes everything, <c>/retry</c> refuses each event once, <c>/reply</c> answers with an event,
/// <c>/dead</c> refuses for good.
/// </summary>
internal sealed class FaultSink : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<(string Path, string Id), int> _asked = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FaultSink(WebApplication application) => _application = application;

    public string Address => _application.Urls.First();

    /// <summary>How often each event was taken.</summary>
    public ConcurrentDictionary<(string Path, string Id), int> Received { get; } = [];

    public static async Task<FaultSink> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, place => place.Protocols = HttpProtocols.Http1));
        var application = builder.Build();
        var sink = new FaultSink(application);
        application.Run(sink.HandleAsync);
        await application.StartAsync();
        return sink;
    }

    /// <summary>Waits until all of some events were taken.</summary>
    /// <returns>Those that did not come in time.</returns>
    public async Task<IReadOnlyList<(string Path, string Id)>> WaitForAsync(
        IReadOnlyCollection<(string Path, string Id)> events, TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        while (true)
        {
            var changed = Volatile.Read(ref _changed).Task;
            var missing = events.Where(one => !Received.ContainsKey(one)).ToList();
            if (missing.Count == 0)
                return missing;
            try
            {
                await changed.WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                return missing;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var key = (context.Request.Path.Value!, context.Request.Headers["ce-id"].ToString());
        var times = _asked.AddOrUpdate(key, 1, (_, count) => count + 1);
        context.Response.StatusCode = key.Item1 switch
        {
            "/dead" => StatusCodes.Status400BadRequest,
            "/retry" when times == 1 => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status200OK,
        };
        if (context.Response.StatusCode != StatusCodes.Status200OK)
            return;
        if (key.Item1 == "/reply")
        {
            context.Response.Headers["ce-specversion"] = "1.0";
            context.Response.Headers["ce-type"] = "ok";
            context.Response.Headers["ce-source"] = "sink";
            context.Response.Headers["ce-id"] = $"reply-to-{key.Item2}";
            await context.Response.WriteAsync("");
        }

        Received.AddOrUpdate(key, 1, (_, count) => count + 1);
        Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }
}
