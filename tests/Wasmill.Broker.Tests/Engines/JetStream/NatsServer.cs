using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Wasmill.Broker.Tests.Engines.JetStream;

/// <summary>A real nats-server with JetStream in a folder of its own.</summary>
internal sealed class NatsServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private NatsServer(Process process, DirectoryInfo folder, string url)
    {
        _process = process;
        _folder = folder;
        Url = url;
    }

    public string Url { get; }

    /// <summary>Starts one; skips the test where there is no such program.</summary>
    public static async Task<NatsServer> StartAsync()
    {
        var program = new[] { "/usr/sbin/nats-server", "/usr/bin/nats-server", "/usr/local/bin/nats-server" }.FirstOrDefault(File.Exists);
        Assert.SkipUnless(program is not null, "nats-server is not installed (apt install nats-server)");
        var folder = Directory.CreateTempSubdirectory("wasmill-nats-");
        var port = FreePort();
        var process = Process.Start(new ProcessStartInfo(program!, ["-js", "-sd", folder.FullName, "-a", "127.0.0.1", "-p", $"{port}"])
        {
            RedirectStandardError = true,
        })!;
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Contains("Server is ready", StringComparison.Ordinal))
                break;
        }

        _ = process.StandardError.ReadToEndAsync();
        return new NatsServer(process, folder, $"nats://127.0.0.1:{port}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
