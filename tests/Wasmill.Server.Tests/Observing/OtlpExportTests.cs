using System.Collections.Concurrent;
using System.Text;
using Wasmill.Server.Tests.Http;
using Wasmill.Web;

namespace Wasmill.Server.Tests.Observing;

/// <summary>Metrics reach the collector that the environment names.</summary>
[Collection(nameof(Alone))]
public sealed class OtlpExportTests
{
    private static readonly string[] Names =
    [
        "Wasmill.Server", "wasmill.ingest.requests", "wasmill.ingest.duration", "wasmill.failed_writes",
        "Wasmill.Broker", "wasmill.trigger.delivered", "wasmill.trigger.attempt.duration", "wasmill.target.attempts", "wasmill.log.bytes",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_go_to_the_collector_that_the_environment_names()
    {
        await using var collector = await Collector.StartAsync();
        await using var sink = await Sink.StartAsync(Cancel);
        await collector.WithVariablesAsync(new() { ["OTEL_SERVICE_NAME"] = "mill" }, async () =>
        {
            // Stopping sends the last ones.
            await using var broker = await RunningBroker.StartAsync();
            await broker.DeliverToAsync(sink.Address, Cancel);
            await PostAsync(broker);
            await sink.NextAsync(Cancel);
        });
        var metrics = collector.Requests.Where(request => request.Path == "/v1/metrics").ToList();
        Assert.All(metrics, request => Assert.Equal("application/x-protobuf", request.Type));
        var text = string.Concat(metrics.Select(request => request.Body));
        Assert.All([.. Names, "mill", "service.name"], name => Assert.Contains(name, text, StringComparison.Ordinal));
        Assert.Contains(collector.Requests, request => request.Path == "/v1/traces");
    }

    [Fact]
    public async Task Metrics_are_sent_while_the_broker_runs()
    {
        await using var collector = await Collector.StartAsync();
        await collector.WithVariablesAsync(new() { ["OTEL_METRIC_EXPORT_INTERVAL"] = "50" }, async () =>
        {
            await using var broker = await RunningBroker.StartAsync();
            await collector.FirstMetrics.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        });
    }

    [Fact]
    public async Task One_kind_can_be_turned_off()
    {
        await using var collector = await Collector.StartAsync();
        await collector.WithVariablesAsync(new() { ["OTEL_METRICS_EXPORTER"] = "none" }, async () =>
        {
            await using var broker = await RunningBroker.StartAsync();
            await PostAsync(broker);
        });
        Assert.All(collector.Requests, request => Assert.Equal("/v1/traces", request.Path));
        Assert.NotEmpty(collector.Requests);
    }

    private static async Task PostAsync(RunningBroker broker)
    {
        using var content = new StringContent(
            """{"specversion":"1.0","id":"1","source":"/s","type":"t"}""", Encoding.UTF8, "application/cloudevents+json");
        using var answer = await broker.Http.PostAsync("", content, Cancel);
        Assert.Equal(202, (int)answer.StatusCode);
    }

    private sealed class Collector : IAsyncDisposable
    {
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private WebServer? _server;

        public ConcurrentQueue<(string? Path, string? Type, string Body)> Requests { get; } = [];

        public Task FirstMetrics => _first.Task;

        public static async Task<Collector> StartAsync()
        {
            var collector = new Collector();
            collector._server = await WebServer.StartAsync("127.0.0.1:0", new WebServerLimits(), async context =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body, Cancel);
                collector.Requests.Enqueue((context.Request.Path, context.Request.ContentType, Encoding.Latin1.GetString(body.ToArray())));
                if (context.Request.Path == "/v1/metrics")
                    collector._first.TrySetResult();
            }, Cancel);
            return collector;
        }

        public async Task WithVariablesAsync(Dictionary<string, string> variables, Func<Task> run)
        {
            variables.Add("OTEL_EXPORTER_OTLP_ENDPOINT", _server!.Address);
            variables.Add("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
            foreach (var (name, value) in variables)
                Environment.SetEnvironmentVariable(name, value);
            try
            {
                await run();
            }
            finally
            {
                foreach (var name in variables.Keys)
                    Environment.SetEnvironmentVariable(name, null);
            }
        }

        public ValueTask DisposeAsync() => _server!.DisposeAsync();
    }
}
