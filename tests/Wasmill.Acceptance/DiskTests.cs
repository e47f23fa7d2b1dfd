using System.Globalization;
using System.Net;
using Wasmill.Acceptance.Crashes;

namespace Wasmill.Acceptance;

/// <summary>
/// A broker whose disk is full, fails, or may not be written: in a mount namespace of its own, and with strace between it and the system.
/// </summary>
public sealed class DiskTests : IAsyncLifetime
{
    private readonly Tool _tool = Tool.Create();
    private readonly int _port = Ports.Free();
    private CrashSink _sink = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Flow => Path.Combine(_tool.Work, "flow.yaml");

    public async ValueTask InitializeAsync()
    {
        _sink = await CrashSink.StartAsync(Path.Combine(_tool.Folder, "received"));
        await DiskFlow.WriteAsync(Flow, _sink.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _tool.DisposeAsync();
        await _sink.DisposeAsync();
    }

    [Fact]
    public async Task A_full_disk_answers_503_and_takes_events_again_when_there_is_room_and_loses_none()
    {
        Assert.SkipUnless(Namespaces.CanMount(), "this machine does not allow a mount namespace");
        await using var broker = _tool.StartShell($"mkdir -m 700 {_tool.Home}; mount -t tmpfs -o size=24m tmpfs {_tool.Home}; "
            + $"exec {Tool.CommandLine("run", "-f", Flow, "--listen", $"127.0.0.1:{_port}")}");
        await broker.WaitForAsync("runs at");
        // What the process sees of the disk is seen through it.
        var acknowledged = new List<string>();
        var next = 0;
        for (; next < 10; next++)
        {
            Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(next, 1_000)).StatusCode);
            acknowledged.Add($"{next}");
        }

        var filler = $"/proc/{broker.ProcessId}/root{_tool.Home}/filler";
        Fill(filler);

        HttpResponseMessage answer;
        while ((answer = await SendAsync(next, 200_000)).StatusCode == HttpStatusCode.Accepted)
            acknowledged.Add($"{next++}");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("full", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        await broker.WaitForAsync("the disk is full");
        File.Delete(filler);
        do
            answer = await SendAsync(++next, 100);
        while (answer.StatusCode == HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        acknowledged.Add($"{next}");
        await ArrivedAsync(acknowledged);
        Assert.Contains("the disk has room again", broker.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_flush_ends_the_process_with_its_own_code_and_the_next_start_has_every_acknowledged_event()
    {
        Assert.SkipUnless(HasStrace(), "strace is not installed, or may not trace");
        // Each thread counts for itself: those that open the log make fewer flushes than the writer makes before its fortieth.
        await using var broker = _tool.StartShell("exec strace -f -o /dev/null -e trace=fsync -e inject=fsync:error=EIO:when=40+ "
            + $"{Tool.CommandLine("run", "-f", Flow, "--listen", $"127.0.0.1:{_port}")}");
        await broker.WaitForAsync("runs at");
        var acknowledged = new List<string>();
        for (var i = 0; i < 200; i++)
        {
            try
            {
                using var answer = await SendAsync(i, 1_000);
                if (answer.StatusCode == HttpStatusCode.Accepted)
                    acknowledged.Add($"{i}");
                else
                    break;
            }
            catch (HttpRequestException)
            {
                break;
            }
        }

        Assert.InRange(acknowledged.Count, 10, 199);
        Assert.Equal(74, await broker.EndAsync());
        Assert.Contains("its disk failed", broker.Text, StringComparison.Ordinal);

        await using var again = _tool.StartInBackground(_tool.Work, "run", "-f", Flow, "--listen", $"127.0.0.1:{_port}");
        await again.WaitForAsync("runs at");
        await ArrivedAsync(acknowledged);
    }

    [Fact]
    public async Task A_folder_that_may_not_be_written_is_a_clear_error()
    {
        Assert.SkipUnless(Namespaces.CanMount(), "this machine does not allow a mount namespace");
        await using var broker = _tool.StartShell($"mkdir -m 700 {_tool.Home}; mount -t tmpfs -o ro tmpfs {_tool.Home}; "
            + $"exec {Tool.CommandLine("run", "-f", Flow, "--listen", $"127.0.0.1:{_port}")}");
        Assert.Equal(1, await broker.EndAsync());
        Assert.Contains("the file system is read-only", broker.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("bug in wasmill", broker.Text, StringComparison.Ordinal);
    }

    private static void Fill(string path)
    {
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        var block = new byte[4096];
        try
        {
            for (long offset = 0; ; offset += block.Length)
                RandomAccess.Write(file, block, offset);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private async Task<HttpResponseMessage> SendAsync(int id, int bytes)
    {
        using var http = new HttpClient();
        var payload = new byte[bytes];
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{_port}/")
        {
            Content = new ByteArrayContent(payload),
        };
        request.Headers.Add("ce-specversion", "1.0");
        request.Headers.Add("ce-id", id.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("ce-type", "t");
        request.Headers.Add("ce-source", "load");
        request.Headers.Add("ce-digest", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(payload)));
        return await http.SendAsync(request, Cancel);
    }

    private async Task ArrivedAsync(List<string> ids)
    {
        await _sink.WaitForAsync(received => ids.All(id => received.ContainsKey(("/all", id))), $"{ids.Count} events");
        Assert.Empty(_sink.Corrupt);
    }

    private static bool HasStrace() => Namespaces.Succeeds("strace", "-f", "-o", "/dev/null", "-e", "trace=fsync", "true");
}
