using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Wasmill.Acceptance;

/// <summary>More connections than the process may have files open: the tool itself, under a hard limit of 1,024.</summary>
public sealed class DescriptorTests : IAsyncLifetime
{
    private const int Idle = 1_500;
    private const string Limit = "ulimit -Sn 256; ulimit -Hn 1024; exec ";

    private readonly Tool _tool = Tool.Create();
    private readonly List<Socket> _idle = [];
    private readonly int _port = Ports.Free();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        Hang();
        await _tool.DisposeAsync();
    }

    [Fact]
    public async Task A_broker_takes_and_delivers_events_among_idle_connections_and_after_them()
    {
        await using var sink = await FlakySink.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(_tool.Work, "flow.yaml"), $$"""
            apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata:
              name: crowded
            ---
            apiVersion: eventing.knative.dev/v1
            kind: Trigger
            metadata:
              name: all
            spec:
              broker: crowded
              subscriber:
                uri: {{sink.Address}}
            """, Cancel);
        await using var broker = _tool.StartShell(Limit + Tool.CommandLine("run", "-f", "flow.yaml", "--listen", $"127.0.0.1:{_port}"));
        await broker.WaitForAsync("runs at");
        await ConnectAsync();
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("among"));
        await sink.WaitForAsync("among", 1);
        Hang();
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("after"));
        await sink.WaitForAsync("after", 1);
        await broker.InterruptAsync();
    }

    [Fact]
    public async Task An_app_answers_among_idle_connections_and_after_them()
    {
        var module = Checkout.Guest("echo");
        await using var up = _tool.StartShell(
            Limit + Tool.CommandLine("up", "-f", module, "--listen", $"127.0.0.1:{_port}", "--log-dir", ""));
        await up.WaitForAsync("Available Routes:");
        using var http = new HttpClient();
        await ConnectAsync();
        Assert.Contains("echo", await http.GetStringAsync(new Uri($"http://127.0.0.1:{_port}/echo"), Cancel), StringComparison.Ordinal);
        Hang();
        Assert.Contains("echo", await http.GetStringAsync(new Uri($"http://127.0.0.1:{_port}/echo"), Cancel), StringComparison.Ordinal);
        await up.InterruptAsync();
    }

    private async Task ConnectAsync()
    {
        for (var i = 0; i < Idle; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _idle.Add(socket);
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _port), Cancel);
        }
    }

    private void Hang()
    {
        foreach (var socket in _idle)
            socket.Dispose();
        _idle.Clear();
    }

    private async Task<HttpStatusCode> PostAsync(string id)
    {
        using var http = new HttpClient();
        using var content = new StringContent(
            $$"""{"specversion":"1.0","id":"{{id}}","source":"/s","type":"t"}""", new MediaTypeHeaderValue("application/cloudevents+json"));
        using var answer = await http.PostAsync(new Uri($"http://127.0.0.1:{_port}/"), content, Cancel);
        return answer.StatusCode;
    }
}
