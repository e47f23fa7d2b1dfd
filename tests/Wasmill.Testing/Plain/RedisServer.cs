using System.Diagnostics;
using Xunit;

namespace Wasmill.Testing;

/// <summary>A Redis server of its own, which keeps nothing.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/redis-server";

    private readonly Process _process;
    private readonly TemporaryFolder _folder;

    private RedisServer(Process process, TemporaryFolder folder, int port)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The address without a password.</summary>
    public string Address => $"redis://127.0.0.1:{Port}";

    /// <summary>Starts a server, and waits until it accepts connections. Without the program the test is skipped.</summary>
    /// <param name="options">More options of the server.</param>
    public static async Task<RedisServer> StartAsync(params string[] options)
    {
        Assert.SkipUnless(File.Exists(Program), "redis-server is not installed (apt install redis-server)");
        var folder = new TemporaryFolder();
        var port = Ports.Free();
        var start = new ProcessStartInfo(Program) { RedirectStandardOutput = true };
        foreach (var option in (string[])["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--dir", folder.Path(), .. options])
            start.ArgumentList.Add(option);
        var process = Process.Start(start)!;
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (!line.Contains("Ready to accept connections", StringComparison.Ordinal))
                continue;
            // It would stop at a full pipe.
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            return new RedisServer(process, folder, port);
        }

        throw new InvalidOperationException("redis-server did not start: " + string.Join('\n', lines));
    }

    /// <summary>Holds the server, so that it accepts connections and answers nothing.</summary>
    public void Pause() => Signal("STOP");

    /// <summary>Lets it go on.</summary>
    public void Resume() => Signal("CONT");

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("/bin/kill", ["-" + signal, $"{_process.Id}"]);
        kill.WaitForExit();
    }
}
