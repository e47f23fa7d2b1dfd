using System.Globalization;
using System.Net;

namespace Wasmill.Acceptance;

/// <summary>A broker on a real file system without one free byte: a tmpfs in a mount namespace that outlives its processes.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private const string Reason = "the disk is full: new events are refused until there is room; deliveries go on";

    private readonly Tool _tool = Tool.Create();
    private readonly int _port = Ports.Free();
    private FlakySink _sink = null!;
    private BackgroundCommand _holder = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Flow => Path.Combine(_tool.Work, "flow.yaml");

    // The file system as it is seen through the process that holds its namespace.
    private string Disk => $"/proc/{_holder.ProcessId}/root{_tool.Home}";

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Namespaces.CanMount(), "this machine does not allow a mount namespace");
        _sink = await FlakySink.StartAsync();
        _holder = _tool.StartShell(
            $"mkdir -m 700 {_tool.Home}; mount -t tmpfs -o size=32m,mode=700 tmpfs {_tool.Home}; echo mounted; exec sleep infinity");
        await _holder.WaitForAsync("mounted");
        await DiskFlow.WriteAsync(Flow, _sink.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _tool.DisposeAsync();
        if (_sink is not null)
            await _sink.DisposeAsync();
    }

    [Fact]
    public async Task A_neighbor_that_takes_every_byte_stops_neither_the_broker_nor_its_deliveries()
    {
        await using var broker = Run();
        await broker.WaitForAsync("runs at");
        var gate = new TaskCompletionSource();
        _sink.Gate = gate.Task;
        await AcceptAsync(0, 300);

        // The reserve is given up for the outcomes, and the neighbor takes that as well.
        await using (new GreedyNeighbor(Path.Combine(Disk, "filler")))
        {
            await RefusedAsync();
            gate.SetResult();
            await _sink.WaitForEventsAsync(300);
            await RefusedAsync();
            Assert.Equal(Reason, await ReadyAsync());
        }

        await AcceptedAsync(1_000);
        await _sink.WaitForAsync("1000", 1);
        Assert.Equal("ok", await ReadyAsync());
        Assert.Single(Occurrences(broker.Text, "disk | error: the disk is full:"));
        Assert.Single(Occurrences(broker.Text, "the disk has room again"));
        var metrics = await GetAsync("/metrics");
        Assert.Matches("wasmill_failed_writes_total\\{kind=\"event_data\"\\} [1-9]", metrics);
        Assert.Matches("wasmill_failed_writes_total\\{kind=\"log_line\"\\} [0-9]", metrics);
        Assert.Equal(0, await broker.InterruptAsync());
    }

    [Fact]
    public async Task A_broker_starts_on_a_full_disk_delivers_what_is_stored_and_takes_events_once_there_is_room()
    {
        await using (var first = Run())
        {
            await first.WaitForAsync("runs at");
            _sink.Gate = new TaskCompletionSource().Task;
            await AcceptAsync(0, 200);
            using var victim = System.Diagnostics.Process.GetProcessById(first.ProcessId);
            victim.Kill();
            await first.EndAsync();
        }

        // Not even the reserve is there.
        File.Delete(Path.Combine(Disk, "disk", "log", "reserve"));
        _sink.Gate = null;
        var neighbor = new GreedyNeighbor(Path.Combine(Disk, "filler"));
        await neighbor.WaitUntilFullAsync();
        await using var broker = Run();
        await broker.WaitForAsync("runs at");
        await broker.WaitForAsync("the disk is full");
        await RefusedAsync();
        await _sink.WaitForEventsAsync(200);

        await neighbor.DisposeAsync();
        await AcceptedAsync(1_000);
        await _sink.WaitForAsync("1000", 1);

        // And a stop without a free byte.
        await using (var last = new GreedyNeighbor(Path.Combine(Disk, "filler")))
        {
            await last.WaitUntilFullAsync();
            Assert.Equal(0, await broker.InterruptAsync());
        }

        await using var again = Run();
        await again.WaitForAsync("runs at");
        await AcceptedAsync(1_001);
        await _sink.WaitForAsync("1001", 1);
    }

    [Fact]
    public async Task Start_describe_and_stop_work_on_a_full_disk()
    {
        await SucceedAsync("create", "broker", "quiet");
        await SucceedAsync("stop");
        await using var neighbor = new GreedyNeighbor(Path.Combine(Disk, "filler"));
        await neighbor.WaitUntilFullAsync();

        Assert.Contains("quiet runs at http://localhost:", await SucceedAsync("start"), StringComparison.Ordinal);
        Assert.Contains("quiet", await SucceedAsync("describe"), StringComparison.Ordinal);
        Assert.Contains("quiet is stopped", await SucceedAsync("stop"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_fails_on_a_full_disk_says_why()
    {
        await SucceedAsync("create", "broker", "quiet", "--port", _port.ToString(CultureInfo.InvariantCulture));
        await SucceedAsync("stop");
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, _port);
        taken.Start();
        await using var neighbor = new GreedyNeighbor(Path.Combine(Disk, "filler"));
        await neighbor.WaitUntilFullAsync();

        var (code, text) = await InsideAsync("start");
        Assert.Equal(1, code);
        Assert.Contains($"did not start", text, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{_port}", text, StringComparison.Ordinal);
        taken.Stop();

        (code, text) = await InsideAsync("create", "broker", "another");
        Assert.Equal(1, code);
        Assert.Contains("the disk is full", text, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Disk, "another")));
    }

    private static string[] Occurrences(string text, string part) => [.. Enumerable.Repeat(part, text.Split(part).Length - 1)];

    private BackgroundCommand Run() => Start("run", "-f", Flow, "--listen", $"127.0.0.1:{_port}");

    private BackgroundCommand Start(params string[] arguments)
        => _tool.StartShell($"exec nsenter -t {_holder.ProcessId} -m --wd={_tool.Work} {Tool.CommandLine(arguments)}");

    private async Task<(int Code, string Text)> InsideAsync(params string[] arguments)
    {
        await using var command = Start(arguments);
        return (await command.EndAsync(), command.Text);
    }

    private async Task<string> SucceedAsync(params string[] arguments)
    {
        var (code, text) = await InsideAsync(arguments);
        Assert.True(code == 0, text);
        return text;
    }

    private async Task AcceptAsync(int first, int count)
    {
        for (var id = first; id < first + count; id++)
        {
            using var answer = await SendAsync(id);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }
    }

    // 503 with the true reason, before long and not for another reason meanwhile.
    private async Task RefusedAsync()
    {
        for (var id = 100_000; ; id++)
        {
            using var answer = await SendAsync(id, 100_000);
            if (answer.StatusCode == HttpStatusCode.Accepted)
                continue;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
            Assert.Equal(Reason + "\n", await answer.Content.ReadAsStringAsync(Cancel));
            return;
        }
    }

    private async Task AcceptedAsync(int id)
    {
        while (true)
        {
            using var answer = await SendAsync(id);
            if (answer.StatusCode == HttpStatusCode.Accepted)
                return;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            await Task.Delay(answer.Headers.RetryAfter!.Delta!.Value / 10, Cancel);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(int id, int bytes = 100)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{_port}/")
        {
            Content = new ByteArrayContent(new byte[bytes]),
        };
        request.Headers.Add("ce-specversion", "1.0");
        request.Headers.Add("ce-id", id.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("ce-type", "t");
        request.Headers.Add("ce-source", "load");
        return await http.SendAsync(request, Cancel);
    }

    private async Task<string> ReadyAsync() => (await GetAsync("/readyz")).TrimEnd();

    private async Task<string> GetAsync(string path)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{_port}{path}"), Cancel);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }
}
