using System.Net.Sockets;
using System.Text;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Serving;
using Wasmill.Functions;

namespace Wasmill.Apps.Tests.Serving;

/// <summary>An app of two C guests (tests/guests), served on a free port: <c>/echo/...</c>, <c>/exact</c> and <c>/edges/...</c>.</summary>
internal sealed class ServedApp : IAsyncDisposable
{
    private static readonly string Manifest = new TestApp("served")
        .Route("/echo/...", "echo")
        .Route("/exact", "echo")
        .Route("/...", "edges")
        .Component("echo")
        .Component("edges")
        .Manifest;

    private readonly Lock _lock = new();
    private readonly List<string> _output = [];
    private AppRuntime? _runtime;
    private AppServer? _server;

    public string Folder { get; } = Directory.CreateTempSubdirectory("wasmill-serve-").FullName;

    public string Logs => Path.Combine(Folder, ".spin", "logs");

    public Uri Address => new(_server!.Address);

    /// <summary>What the server told the user so far.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (_lock)
                return [.. _output];
        }
    }

    /// <summary>Starts one.</summary>
    /// <param name="change">Changes the server's options.</param>
    /// <param name="manifest">Another manifest.</param>
    /// <param name="prepare">Puts more into the app's folder.</param>
    /// <param name="deadline">A call's, instead of a second.</param>
    public static async Task<ServedApp> StartAsync(
        Func<AppServerOptions, AppServerOptions>? change = null,
        string? manifest = null,
        Action<string>? prepare = null,
        TimeSpan? deadline = null)
    {
        var app = new ServedApp();
        try
        {
            prepare?.Invoke(app.Folder);
            await app.ServeAsync(change ?? (options => options), manifest ?? Manifest, deadline ?? TimeSpan.FromSeconds(1));
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>A manifest with one route, to the guest that shows what it got.</summary>
    public static string EchoAt(string route) => new TestApp("served").Route(route, "echo").Component("echo").Manifest;

    /// <summary>Sends bytes as they are and reads until the server closes the connection.</summary>
    public async Task<string> ExchangeAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Address.Host, Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, TestContext.Current.CancellationToken);
        return Encoding.Latin1.GetString(answer.ToArray());
    }

    public string ReadLog(string name) => File.ReadAllText(Path.Combine(Logs, name));

    /// <summary>Has the server send its own request.</summary>
    public Task<bool> WarmUpAsync(TimeSpan pause = default) => _server!.WarmUpAsync(TestHost.Instance, pause);

    /// <summary>Stops serving and waits for what is in flight.</summary>
    public async Task StopAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _server = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_runtime is not null)
            await _runtime.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task ServeAsync(Func<AppServerOptions, AppServerOptions> change, string manifest, TimeSpan deadline)
    {
        foreach (var guest in (string[])["echo", "edges", "wagi"])
            File.Copy(Checkout.Guest(guest), Path.Combine(Folder, guest + ".wasm"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "spin.toml"), manifest, TestContext.Current.CancellationToken);
        var limits = FunctionLimits.Default with { Deadline = deadline };
        _runtime = await AppRuntime.LoadAsync(AppLocator.Locate(Folder), TestHost.Instance, limits, TestContext.Current.CancellationToken);
        var options = new AppServerOptions
        {
            Listen = "127.0.0.1:0",
            AllowedHosts = ["*"],
            LogFolder = Logs,
            Output = Hear,
            Log = new LineLogger(line => Hear("wasmill", line)),
        };
        _server = await AppServer.StartAsync(new LiveApp(_runtime), change(options), TestContext.Current.CancellationToken);
    }

    private void Hear(string component, string line)
    {
        lock (_lock)
            _output.Add($"{component}: {line}");
    }
}
