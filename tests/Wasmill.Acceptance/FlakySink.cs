using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Wasmill.Acceptance;

/// <summary>A receiver that answers as it is told to.</summary>
internal sealed class FlakySink : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<string, int> _received = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _failFirst;

    private FlakySink(WebApplication application) => _application = application;

    /// <summary>What it answers.</summary>
    public int Status { get; set; } = StatusCodes.Status202Accepted;

    /// <summary>So many requests are answered with 503 first.</summary>
    public int FailFirst { set => _failFirst = value; }

    public string Address => _application.Urls.First();

    public static async Task<FlakySink> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, place => place.Protocols = HttpProtocols.Http1));
        var application = builder.Build();
        var sink = new FlakySink(application);
        application.Run(sink.HandleAsync);
        await application.StartAsync();
        return sink;
    }

    /// <summary>Waits until an event has come so many times.</summary>
    public async Task WaitForAsync(string id, int times)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var changed = _changed.Task;
            if (_received.GetValueOrDefault(id) >= times)
                return;
            await changed.WaitAsync(timeout.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private Task HandleAsync(HttpContext context)
    {
        context.Response.StatusCode = Interlocked.Decrement(ref _failFirst) >= 0 ? StatusCodes.Status503ServiceUnavailable : Status;
        _received.AddOrUpdate(context.Request.Headers["ce-id"].ToString(), 1, (_, count) => count + 1);
        Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        return Task.CompletedTask;
    }
}
