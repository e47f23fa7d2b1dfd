using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Wasmill.Acceptance;

/// <summary>Sources as a user creates, uses and deletes them.</summary>
public sealed class SourceTests : IAsyncLifetime
{
    private readonly Tool _tool = Tool.Create();
    private readonly HttpClient _http = new();
    private FlakySink _sink = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sink = await FlakySink.StartAsync();
        await _tool.SucceedAsync("create", "broker", "b", "--dedupe", "1h");
        await _tool.SucceedAsync("create", "target", "cloudevents", "--name", "sink", "--endpoint", _sink.Address);
        await _tool.SucceedAsync("create", "trigger", "--name", "all", "--target", "sink");
    }

    public async ValueTask DisposeAsync()
    {
        await _tool.DisposeAsync();
        await _sink.DisposeAsync();
        _http.Dispose();
    }

    [Fact]
    public async Task No_tick_of_a_schedule_is_lost_when_the_broker_is_killed()
    {
        await _tool.SucceedAsync("create", "source", "cron", "--name", "clock", "--schedule", "* * * * * *", "--catch-up", "all",
            "--catch-up-limit", "1000", "--data", "{\"tick\": true}");
        await _sink.WaitForEventsAsync(2);
        Assert.Matches(@"clock +cronsource +\* \* \* \* \* \* \(UTC\) +online, next in (0\.\d|1\.0) s",
            (await _tool.SucceedAsync("describe")).Out);
        for (var i = 0; i < 2; i++)
        {
            await KillAsync();
            var before = _sink.Received.Count;
            await _tool.SucceedAsync("start");
            await _sink.WaitForEventsAsync(before + 3);
        }

        var times = _sink.Received.Keys.Select(id
            => DateTimeOffset.Parse(id["clock-".Length..], CultureInfo.InvariantCulture)).Order().ToList();
        for (var i = 1; i < times.Count; i++)
            Assert.Equal(times[i - 1] + TimeSpan.FromSeconds(1), times[i]);

        await _tool.SucceedAsync("delete", "source", "clock");
        Assert.Empty(Directory.GetFiles(Path.Combine(_tool.Home, "b", "state", "sources")));
        Assert.DoesNotContain("clock", (await _tool.SucceedAsync("describe")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhooks_of_GitHub_come_through_once_and_others_do_not()
    {
        var secret = Path.Combine(_tool.Work, "github.secret");
        await File.WriteAllTextAsync(secret, "It's a Secret to Everybody\n", Cancel);
        var created = await _tool.SucceedAsync(
            "create", "source", "webhook", "--name", "github", "--event-type", "com.github.{header:X-GitHub-Event}", "--event-subject",
                "{data:/repository/full_name}",
            "--signature.scheme", "github", "--secret-file", secret);
        var url = new Uri(created.Out.Split('\n').Single(line
            => line.StartsWith("Listening on:", StringComparison.Ordinal))["Listening on:".Length..].Trim());
        Assert.Equal("/sources/github", url.AbsolutePath);
        Assert.Contains($"online({url})", (await _tool.SucceedAsync("describe")).Out, StringComparison.Ordinal);

        const string Payload = "{\"ref\": \"refs/heads/main\", \"repository\": {\"full_name\": \"octo/mill\"}}";
        var signature = "sha256=" + Convert.ToHexStringLower(
            HMACSHA256.HashData("It's a Secret to Everybody"u8, Encoding.UTF8.GetBytes(Payload)));
        Assert.Equal((HttpStatusCode.Accepted, ""), await DeliverAsync(url, "one", Payload, signature));
        await _sink.WaitForAsync("one", times: 1);
        // GitHub repeats a delivery with its id.
        Assert.Equal((HttpStatusCode.Accepted, ""), await DeliverAsync(url, "one", Payload, signature));
        Assert.Equal((HttpStatusCode.Unauthorized, "the signature does not match\n"),
            await DeliverAsync(url, "two", Payload + " ", signature));
        Assert.Equal((HttpStatusCode.Unauthorized, "the header X-Hub-Signature-256 is missing\n"),
            await DeliverAsync(url, "two", Payload, null));
        Assert.Equal((HttpStatusCode.Accepted, ""), await DeliverAsync(url, "three", Payload, signature));
        await _sink.WaitForAsync("three", times: 1);
        Assert.Equal([1, 1], _sink.Received.Values);

        using var status = JsonDocument.Parse((await _tool.SucceedAsync("describe", "-o", "json")).Out);
        var source = status.RootElement.GetProperty("sources")[0];
        Assert.Equal((2, 1), (source.GetProperty("published").GetInt32(), source.GetProperty("duplicates").GetInt32()));
        var trace = (await _tool.SucceedAsync("trace", "one", "-o", "json")).Out;
        Assert.Contains("com.github.push", trace, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret to Everybody", await File.ReadAllTextAsync(Path.Combine(_tool.Home, "b", "flow.yaml"), Cancel),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_settings_are_refused_with_the_reason()
    {
        var schedule = (await _tool.RunAsync("create", "source", "cron", "--schedule", "61 * * * *")).Failed(2);
        Assert.Contains("\"61 * * * *\" is not a valid schedule; use five cron fields", schedule.Error, StringComparison.Ordinal);
        var zone = (await _tool.RunAsync("create", "source", "cron", "--schedule", "@daily", "--timezone", "Mars")).Failed(2);
        Assert.Contains("\"Mars\" is not a valid time zone; use an IANA name", zone.Error, StringComparison.Ordinal);
        var type = (await _tool.RunAsync("create", "source", "webhook", "--event-type", "{oops}")).Failed(2);
        Assert.Contains("\"{oops}\" is not a valid attribute", type.Error, StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, string Body)> DeliverAsync(Uri url, string id, string payload, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            url)
        { Content = new StringContent(payload, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-GitHub-Event", "push");
        request.Headers.Add("X-GitHub-Delivery", id);
        if (signature is not null)
            request.Headers.Add("X-Hub-Signature-256", signature);
        using var answer = await _http.SendAsync(request, Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private async Task KillAsync()
    {
        var file = Assert.Single(Directory.GetFiles(_tool.Home, "process.json", SearchOption.AllDirectories));
        using var note = JsonDocument.Parse(await File.ReadAllTextAsync(file, Cancel));
        using var process = Process.GetProcessById(note.RootElement.GetProperty("processId").GetInt32());
        process.Kill();
        await process.WaitForExitAsync(Cancel);
    }
}
