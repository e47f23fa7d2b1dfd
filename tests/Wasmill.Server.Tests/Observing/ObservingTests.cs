using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.Log;
using Wasmill.Server.Tests.Http;
using Wasmill.Web;

namespace Wasmill.Server.Tests.Observing;

/// <summary>Tests of health, readiness and metrics over HTTP.</summary>
public sealed partial class ObservingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_count_what_is_taken_refused_and_delivered()
    {
        await using var sink = await Sink.StartAsync(Cancel);
        await using var broker = await RunningBroker.StartAsync();
        await broker.DeliverToAsync(sink.Address, Cancel);
        var before = Read(await TextAsync(broker));
        Assert.Equal(202, await PostAsync(broker, """{"specversion":"1.0","id":"1","source":"/s","type":"t"}"""));
        Assert.Equal(400, await PostAsync(broker, """{"specversion":"1.0","id":"","source":"/s","type":"t"}"""));
        await sink.NextAsync(Cancel);

        var after = await WaitAsync(broker, metrics => metrics["wasmill_trigger_delivered_total{trigger=\"all\"}"] == 1);
        Assert.Equal(1, after["wasmill_ingest_requests_total{status=\"202\"}"] - before["wasmill_ingest_requests_total{status=\"202\"}"]);
        Assert.Equal(1, after["wasmill_ingest_requests_total{status=\"400\"}"]);
        Assert.Equal(1, after["wasmill_ingest_events_total"]);
        Assert.Equal(2, after["wasmill_ingest_duration_seconds_count"]);
        Assert.Equal(2, after["wasmill_ingest_duration_seconds_bucket{le=\"+Inf\"}"]);
        Assert.Equal(1, after["wasmill_trigger_attempt_duration_seconds_count{trigger=\"all\"}"]);
        Assert.Equal(0, after["wasmill_trigger_lag_events{trigger=\"all\"}"]);
        Assert.Equal(0, after["wasmill_disk_full"]);
    }

    [Fact]
    public async Task Metrics_show_failures_lag_and_dead_letters_by_trigger()
    {
        await using var broker = await RunningBroker.StartAsync();
        await broker.DeliverToAsync("http://127.0.0.1:1/", Cancel);
        Assert.Equal(202, await PostAsync(broker, """{"specversion":"1.0","id":"1","source":"/s","type":"t"}"""));
        var metrics = await WaitAsync(broker, metrics => metrics["wasmill_trigger_failed_attempts_total{trigger=\"all\"}"] > 0);
        Assert.Equal(1, metrics["wasmill_trigger_lag_events{trigger=\"all\"}"]);
        Assert.True(metrics["wasmill_trigger_lag_seconds{trigger=\"all\"}"] >= 0);
        Assert.Equal(0, metrics["wasmill_trigger_given_up_total{trigger=\"all\"}"]);
    }

    [Fact]
    public async Task A_broker_that_reads_its_log_is_alive_and_not_ready_and_takes_no_events()
    {
        var gate = new Wasmill.Server.Observing.ServerGate();
        await using var server = await WebServer.StartAsync("127.0.0.1:0", new WebServerLimits(), gate.HandleAsync, Cancel);
        using var http = new HttpClient { BaseAddress = new Uri(server.Address) };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/healthz", Cancel)).StatusCode);
        using var starting = await http.GetAsync("/readyz", Cancel);
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "the broker starts: its log is read\n"),
            (starting.StatusCode, await starting.Content.ReadAsStringAsync(Cancel)));
        using var refused = await http.PostAsync("/", null, Cancel);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "1"), (refused.StatusCode, refused.Headers.RetryAfter!.ToString()));

        string? trouble = null;
        gate.Open(context => Task.CompletedTask, () => trouble);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/readyz", Cancel)).StatusCode);
        trouble = "the disk is full";
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/readyz", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/anything", Cancel)).StatusCode);
        gate.Close("the broker stops");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/anything", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_broker_that_serves_is_ready_with_either_engine()
    {
        foreach (var engine in (string[])[MemoryEngineProvider.EngineName, LogEngineProvider.EngineName])
        {
            await using var broker = await RunningBroker.StartAsync(engine: engine);
            Assert.Equal("ok\n", await broker.Http.GetStringAsync("readyz", Cancel));
            Assert.Equal("ok\n", await broker.Http.GetStringAsync("healthz", Cancel));
            Assert.True(Read(await TextAsync(broker)).ContainsKey("wasmill_log_bytes"));
        }
    }

    private static async Task<string> TextAsync(RunningBroker broker)
    {
        using var answer = await broker.Http.GetAsync("metrics", Cancel);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    private static async Task<int> PostAsync(RunningBroker broker, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/cloudevents+json");
        using var answer = await broker.Http.PostAsync("", content, Cancel);
        return (int)answer.StatusCode;
    }

    private static async Task<Dictionary<string, double>> WaitAsync(RunningBroker broker, Predicate<Dictionary<string, double>> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            var metrics = Read(await TextAsync(broker));
            if (condition(metrics))
                return metrics;
            await Task.Delay(10, limit.Token);
        }
    }

    // Every line must be one of the format; every value belongs to a metric that was announced, and none comes twice.
    private static Dictionary<string, double> Read(string text)
    {
        var values = new Dictionary<string, double>();
        var announced = new HashSet<string>();
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
                continue;
            if (TypeLine().Match(line) is { Success: true } type)
            {
                Assert.True(announced.Add(type.Groups[1].Value), line);
                continue;
            }

            var value = ValueLine().Match(line);
            Assert.True(value.Success, line);
            Assert.Contains(
                value.Groups["name"].Value,
                announced.SelectMany(name => (string[])[name, name + "_bucket", name + "_sum", name + "_count"]));
            values.Add(
                value.Groups["name"].Value + value.Groups["labels"].Value,
                double.Parse(value.Groups["value"].Value, CultureInfo.InvariantCulture));
        }

        return values;
    }

    [GeneratedRegex("^# TYPE ([a-z_]+) (counter|gauge|histogram)$")]
    private static partial Regex TypeLine();

    [GeneratedRegex("""^(?<name>[a-z_]+)(?<labels>\{([a-z]+="([^"\\\n]|\\.)*",?)+\})? (?<value>[-+0-9.eE]+)$""")]
    private static partial Regex ValueLine();
}
