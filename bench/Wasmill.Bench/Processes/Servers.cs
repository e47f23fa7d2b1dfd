using System.Diagnostics;

namespace Wasmill.Bench.Processes;

/// <summary>Starts the processes to measure.</summary>
internal sealed class Servers(BenchOptions options)
{
    private int _homes;

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
        var home = setup.Home ?? NewHome();
        var file = Path.Combine(home, "flow.yaml");
        File.WriteAllText(file, flow);
        var port = FreePort.Next();
        string[] arguments = [options.Tool, "run", "-f", file, "--listen", $"127.0.0.1:{port}", .. settings];
        var start = setup.Memory?.Start("dotnet", arguments) ?? new ProcessStartInfo("dotnet", arguments);
        start.Environment["WASMILL_HOME"] = home;
        foreach (var (name, value) in setup.Environment)
            start.Environment[name] = value;
        return Server.StartAsync(start, port, "readyz", longest: setup.LongestStart);
    }

    /// <summary>Serves an app over HTTP.</summary>
    /// <param name="app">The folder of the app, which is built.</param>
    /// <param name="settings">More words of the command line.</param>
    public Task<Server> UpAsync(string app, params string[] settings)
    {
        var port = FreePort.Next();
        var start = new ProcessStartInfo("dotnet", [options.Tool, "up", "-f", app, "--listen", $"127.0.0.1:{port}", .. settings]);
        start.Environment["WASMILL_HOME"] = NewHome();
        return Server.StartAsync(start, port, heard: static _ => { });
    }

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

    private string NewHome() => Directory.CreateDirectory(Path.Combine(options.Home, $"home{_homes++}")).FullName;
}
