using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wasmill.Acceptance.Services;

/// <summary>A broker under a service manager, which the test plays: notifications, watchdog, passed sockets, reload, journal.</summary>
public sealed class ServiceTests
{
    private const string Run = "run -f flow.yaml";

    [Fact]
    public async Task The_service_manager_is_told_when_a_broker_serves_reloads_and_stops()
    {
        await using var tool = Tool.Create();
        await using var sink = await FlakySink.StartAsync();
        using var manager = Notify(tool);
        var port = Ports.Free();
        await WriteAsync(tool, ServiceFlow.Of("a", sink.Address));
        await using var run = Start(tool, "--listen", $"127.0.0.1:{port}");
        Assert.Equal(["STATUS=reading the log and the flow"], await manager.ReceiveAsync());
        Assert.Equal(["READY=1", $"STATUS=serving at http://localhost:{port}"], await manager.ReceiveAsync());

        await WriteAsync(tool, ServiceFlow.Of("b", sink.Address));
        run.HangUp();
        await manager.WaitForAsync("RELOADING=1");
        await manager.WaitForAsync("READY=1");
        await run.WaitForAsync("flow | reloaded: the flow is applied again, with 1 triggers");
        await tool.SucceedAsync("send-event", "--id", "1", "--eventType", "b", "--wait", "{}");
        await sink.WaitForAsync("1", times: 1);

        run.Terminate();
        Assert.Equal(["STOPPING=1", "STATUS=finishing the deliveries in flight"], await manager.WaitForAsync("STOPPING=1"));
        Assert.Equal(0, await run.EndAsync());
    }

    [Fact]
    public async Task A_reload_with_a_bad_flow_keeps_the_old_one_and_says_so()
    {
        await using var tool = Tool.Create();
        await using var sink = await FlakySink.StartAsync();
        using var manager = Notify(tool);
        await WriteAsync(tool, ServiceFlow.Of("a", sink.Address));
        await using var run = Start(tool, "--listen", $"127.0.0.1:{Ports.Free()}");
        await manager.WaitForAsync("READY=1");

        await WriteAsync(tool, ServiceFlow.Of("a", sink.Address).Replace("uri:", "url:", StringComparison.Ordinal));
        run.HangUp();
        await manager.WaitForAsync("RELOADING=1");
        Assert.Contains(
            "; the last reload was refused: line 11", (await manager.WaitForAsync("READY=1"))[1], StringComparison.Ordinal);
        await run.WaitForAsync("flow | error: the reload is refused; still serving the previous flow:");
        await tool.SucceedAsync("send-event", "--id", "1", "--eventType", "a", "--wait", "{}");
        await sink.WaitForAsync("1", times: 1);
    }

    [Fact]
    public async Task A_reload_tries_a_target_again_that_could_not_be_made()
    {
        await using var tool = Tool.Create();
        var folder = TestApp.Of("late", "event").WriteTo(Path.Combine(tool.Work, "app"));
        var module = Path.Combine(folder, "event.wasm");
        File.Move(module, module + ".away");
        await WriteAsync(tool, ServiceFlow.OfFunction);
        await using var run = Start(tool, "--listen", $"127.0.0.1:{Ports.Free()}");
        await run.WaitForAsync("late | error: this target cannot be made");
        await run.WaitForAsync("orders runs at");
        run.HangUp();
        await run.WaitForAsync("the reload is refused");

        File.Move(module + ".away", module);
        run.HangUp();
        await run.WaitForAsync("reloaded: the flow is applied again");
        await tool.SucceedAsync("send-event", "--eventType", "a", "--wait", "{}");
    }

    [Fact]
    public async Task A_watchdog_gets_signs_of_life()
    {
        await using var tool = Tool.Create();
        using var manager = Notify(tool);
        tool.Environment["WATCHDOG_USEC"] = "100000";
        await WriteAsync(tool, ServiceFlow.Of("a", "http://localhost:1/"));
        await using var run = Start(tool, "--listen", $"127.0.0.1:{Ports.Free()}");
        await manager.WaitForAsync("READY=1");
        for (var i = 0; i < 5; i++)
            Assert.Equal(["WATCHDOG=1"], await manager.ReceiveAsync());
    }

    [Fact]
    public async Task A_passed_socket_serves_and_requests_during_a_restart_wait_instead_of_being_refused()
    {
        await using var tool = Tool.Create();
        using var socket = new ListeningSocket();
        await WriteAsync(tool, ServiceFlow.Of("a", "http://localhost:1/"));
        var address = new Uri($"http://127.0.0.1:{socket.Port}/");
        await using (var first = tool.StartScript(socket.Pass(Tool.CommandLine(Run.Split(' ')))))
        {
            await first.WaitForAsync($"orders runs at http://localhost:{socket.Port}");
            Assert.Equal(HttpStatusCode.Accepted, await PostAsync(address));
            await tool.SucceedAsync("send-event", "--eventType", "a", "{}");
            Assert.Equal(0, await first.InterruptAsync());
        }

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, socket.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes(
                "POST / HTTP/1.1\r\nHost: localhost\r\nce-specversion: 1.0\r\nce-id: 2\r\nce-type: a\r\nce-source: test\r\n"
                    + "content-length: 0\r\nconnection: close\r\n\r\n"),
            TestContext.Current.CancellationToken);
        await using var second = tool.StartScript(socket.Pass(Tool.CommandLine(Run.Split(' '))));
        using var reader = new StreamReader(client.GetStream());
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        // Before the flow runs it may also answer that it starts.
        Assert.Matches("^HTTP/1.1 (202|503) ", answer);
        await second.WaitForAsync("orders runs at");
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(address));
    }

    [Fact]
    public async Task An_address_other_than_that_of_the_passed_socket_is_refused()
    {
        await using var tool = Tool.Create();
        using var socket = new ListeningSocket();
        await WriteAsync(tool, ServiceFlow.Of("a", "http://localhost:1/"));
        await using var run =
            tool.StartScript(socket.Pass(Tool.CommandLine([.. Run.Split(' '), "--listen", "127.0.0.1:1"])));
        Assert.Equal(2, await run.EndAsync());
        Assert.Contains(
            $"--listen 127.0.0.1:1 differs from the socket that the service manager has passed (127.0.0.1:{socket.Port})", run.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_journal_gets_lines_with_their_severity()
    {
        await using var tool = Tool.Create();
        await WriteAsync(tool, ServiceFlow.Of("a", "http://localhost:1/"));
        await using var run = tool.StartScript(
            "export JOURNAL_STREAM=$(stat -L -c %d:%i /proc/self/fd/2); exec "
                + Tool.CommandLine([.. Run.Split(' '), "--listen", $"127.0.0.1:{Ports.Free()}"]));
        await run.WaitForAsync("<6>orders | serving at http");
        await WriteAsync(tool, "kind: nothing");
        await run.WaitForAsync("<3>flow | error: the changed flow file is not valid");
    }

    private static NotifySocket Notify(Tool tool)
    {
        var path = Path.Combine(tool.Folder, "notify");
        tool.Environment["NOTIFY_SOCKET"] = path;
        return new NotifySocket(path);
    }

    private static BackgroundCommand Start(Tool tool, params string[] options)
        => tool.StartInBackground(tool.Work, [.. Run.Split(' '), .. options]);

    private static Task WriteAsync(Tool tool, string flow)
        => File.WriteAllTextAsync(Path.Combine(tool.Work, "flow.yaml"), flow, TestContext.Current.CancellationToken);

    private static async Task<HttpStatusCode> PostAsync(Uri address)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent([]) };
        foreach (var (name, value) in new[] { ("specversion", "1.0"), ("id", "1"), ("type", "a"), ("source", "test") })
            request.Headers.Add("ce-" + name, value);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
