using System.Diagnostics;
using System.Net.Sockets;
using Wasmill.Bench.Load;
using Wasmill.Bench.Machine;

namespace Wasmill.Bench.Processes;

/// <summary>Starts the processes to measure.</summary>
/// <param name="options">The options of the run.</param>
/// <param name="tool">The tool: a native program, or an assembly.</param>
internal sealed class Servers(BenchOptions options, string tool)
{
    // The homes of all lie in one folder.
    private static int _lastHome;

    /// <summary>Starts a broker with a flow, in its own home.</summary>
    public Task<Server> BrokerAsync(string flow, params string[] settings) => BrokerAsync(flow, new BrokerSetup(), settings);

    /// <summary>Starts a broker whose methods perf can name.</summary>
    public Task<Server> SampledBrokerAsync(string flow) => BrokerAsync(flow, new BrokerSetup
    {
        Environment =
        [
            // Writes the map alone, to a file that perf looks for. Code in memory that is mapped twice would not be looked up there.
            ("DOTNET_PerfMapEnabled", "3"),
            ("DOTNET_EnableWriteXorExecute", "0"),
        ],
    });

    /// <summary>Starts a broker with a flow.</summary>
    public Task<Server> BrokerAsync(string flow, BrokerSetup setup, params string[] settings)
    {
        var port = FreePort.Next();
        return Server.StartAsync(Broker(flow, setup, port, settings), port, "readyz", longest: setup.LongestStart);
    }

    /// <summary>Starts a broker with a flow, and waits until it has accepted an event.</summary>
    /// <returns>The broker, and the time from before its process was made to the 202.</returns>
    public Task<(Server Server, TimeSpan Time)> BrokerUntilAcceptedAsync(string flow, string home)
    {
        var port = FreePort.Next();
        return Server.StartUntilAsync(Broker(flow, new BrokerSetup { Home = home }, port), port, () => AcceptsAsync(port));
    }

    /// <summary>Serves an app over HTTP.</summary>
    /// <param name="app">The folder of the app, which is built.</param>
    /// <param name="settings">More words of the command line.</param>
    public Task<Server> UpAsync(string app, params string[] settings)
    {
        var port = FreePort.Next();
        var start = Tool(["up", "-f", app, "--listen", $"127.0.0.1:{port}", .. settings]);
        start.Environment["WASMILL_HOME"] = NewHome();
        return Server.StartAsync(start, port, heard: static _ => { });
    }

    /// <summary>Makes a home for a broker.</summary>
    public string NewHome()
        => Directory.CreateDirectory(Path.Combine(options.Home, $"home{Interlocked.Increment(ref _lastHome)}")).FullName;

    /// <summary>Starts nginx, in one process, which answers without reading the request's data.</summary>
    public Task<Server> NginxAsync()
    {
        var (home, port) = (NewHome(), FreePort.Next());
        var file = Path.Combine(home, "nginx.conf");
        File.WriteAllText(file, $$"""
            daemon off; master_process off; pid {{home}}/pid; error_log stderr;
            events {}
            http { access_log off; server { listen 127.0.0.1:{{port}}; location / { return 200 "ok"; } } }
            """);
        return Server.StartAsync(new ProcessStartInfo("nginx", ["-p", home, "-c", file]), port, heard: static _ => { });
    }

    /// <summary>Starts the bare endpoint.</summary>
    public static Task<Server> BareAsync()
    {
        var port = FreePort.Next();
        return Server.StartAsync(new ProcessStartInfo("dotnet", [typeof(Servers).Assembly.Location, "bare", $"{port}"]), port);
    }

    /// <summary>Starts NATS with JetStream.</summary>
    public Task<Server> NatsAsync()
    {
        var port = FreePort.Next();
        return Server.StartAsync(
            new ProcessStartInfo("nats-server", ["--addr", "127.0.0.1", "--port", $"{port}", "--jetstream", "--store_dir", NewHome()]),
            port);
    }

    /// <summary>Starts a Redis that flushes each write before it answers.</summary>
    public Task<Server> RedisAsync()
    {
        var port = FreePort.Next();
        return Server.StartAsync(
            new ProcessStartInfo("redis-server", [
                "--bind", "127.0.0.1", "--port", $"{port}", "--dir", NewHome(), "--appendonly", "yes", "--appendfsync", "always", "--save",
                "",
            ]),
            port);
    }

    private static async Task<bool> AcceptsAsync(int port)
    {
        try
        {
            using var connection = new EventConnection(Payload.Plain);
            await connection.OpenAsync(port);
            return await connection.PostAsync(0, 0);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private ProcessStartInfo Broker(string flow, BrokerSetup setup, int port, params string[] settings)
    {
        var home = setup.Home ?? NewHome();
        var file = Path.Combine(home, "flow.yaml");
        File.WriteAllText(file, flow);
        var start = Tool(["run", "-f", file, "--listen", $"127.0.0.1:{port}", .. settings], setup.Memory);
        start.Environment["WASMILL_HOME"] = home;
        foreach (var (name, value) in setup.Environment)
            start.Environment[name] = value;
        return start;
    }

    private ProcessStartInfo Tool(string[] arguments, MemoryGroup? memory = null)
    {
        var (program, words) = tool.EndsWith(".dll", StringComparison.Ordinal) ? ("dotnet", [tool, .. arguments]) : (tool, arguments);
        return memory?.Start(program, words) ?? new ProcessStartInfo(program, words);
    }
}
