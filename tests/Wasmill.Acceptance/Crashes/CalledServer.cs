using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Wasmill.Acceptance.Crashes;

/// <summary>A server that functions ask. It counts the requests of each path, and may do something before it answers.</summary>
internal sealed class CalledServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Dictionary<string, int> _counts = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private CalledServer(WebApplication application) => _application = application;

    public string Address => _application.Urls.First();

    /// <summary>Runs after a request was counted, and before its answer; gets the path and its count.</summary>
    public Func<string, int, Task> BeforeAnswer { get; set; } = (_, _) => Task.CompletedTask;

    public static async Task<CalledServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, place => place.Protocols = HttpProtocols.Http1));
        var application = builder.Build();
        var server = new CalledServer(application);
        application.Run(context => server.HandleAsync(context.Request.Path));
        await application.StartAsync();
        return server;
    }

    /// <summary>How often a path was asked for.</summary>
    public int Count(string path)
    {
        lock (_counts)
            return _counts.GetValueOrDefault(path);
    }

    /// <summary>Waits until a path was asked for so many times.</summary>
    public async Task WaitForAsync(string path, int times)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var changed = Volatile.Read(ref _changed).Task;
            if (Count(path) >= times)
                return;
            await changed.WaitAsync(timeout.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private async Task HandleAsync(string path)
    {
        int count;
        lock (_counts)
            count = _counts[path] = _counts.GetValueOrDefault(path) + 1;
        Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        await BeforeAnswer(path, count);
    }
}
