using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Wasmill.Testing;

/// <summary>A receiver that answers as it is told to.</summary>
public sealed class FlakySink : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<string, int> _received = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _failFirst;
    private int _waiting;

    private FlakySink(WebApplication application) => _application = application;

    /// <summary>What it answers.</summary>
    public int Status { get; set; } = StatusCodes.Status202Accepted;

    /// <summary>The <c>Retry-After</c> of its answers; null for none.</summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>So many requests are answered with 503 first.</summary>
    public int FailFirst { set => _failFirst = value; }

    public string Address => _application.Urls.First();

    /// <param name="port">The port; 0 for a free one.</param>
    public static async Task<FlakySink> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, place => place.Protocols = HttpProtocols.Http1));
        var application = builder.Build();
        var sink = new FlakySink(application);
        application.Run(sink.HandleAsync);
        await application.StartAsync();
        return sink;
    }

    /// <summary>Holds answers back until it completes; null for no holding.</summary>
    public Task? Gate { get; set; }

    /// <summary>How often each event was answered.</summary>
    public IReadOnlyDictionary<string, int> Received => _received;

    /// <summary>Waits until an event has come so many times.</summary>
    public Task WaitForAsync(string id, int times) => WaitAsync(() => _received.GetValueOrDefault(id) >= times);

    /// <summary>Waits until so many requests have come, answered or not.</summary>
    public Task WaitForRequestsAsync(int count) => WaitAsync(() => Volatile.Read(ref _waiting) >= count);

    /// <summary>Waits until so many events have been answered.</summary>
    public Task WaitForEventsAsync(int count) => WaitAsync(() => _received.Count >= count);

    private async Task WaitAsync(Func<bool> condition)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var changed = Volatile.Read(ref _changed).Task;
            if (condition())
                return;
            await changed.WaitAsync(timeout.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        Interlocked.Increment(ref _waiting);
        Signal();
        await (Gate ?? Task.CompletedTask);
        context.Response.StatusCode = Interlocked.Decrement(ref _failFirst) >= 0 ? StatusCodes.Status503ServiceUnavailable : Status;
        if (RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = wait.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _received.AddOrUpdate(context.Request.Headers["ce-id"].ToString(), 1, (_, count) => count + 1);
        Signal();
    }

    private void Signal()
        => Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
