using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Http;
using Wasmill.Broker.Observing;
using Wasmill.Server.Tests.Http;
using Wasmill.Web;

namespace Wasmill.Server.Tests.Observing;

/// <summary>An event keeps its trace on its way in, through, out and back.</summary>
[Collection(nameof(Alone))]
public sealed class TracingTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Parent = $"00-{Trace}-00f067aa0ba902b7-01";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_context_of_the_request_goes_to_the_target_and_one_in_the_event_is_never_changed()
    {
        await using var sink = await Sink.StartAsync(Cancel);
        await using var broker = await RunningBroker.StartAsync();
        await broker.DeliverToAsync(sink.Address, Cancel);
        await PostAsync(broker, """{"specversion":"1.0","id":"1","source":"/s","type":"t"}""", Parent);
        Assert.Equal(Parent, (await sink.NextAsync(Cancel)).Headers["ce-traceparent"]);

        var own = Parent.Replace("00f067", "11f067", StringComparison.Ordinal);
        await PostAsync(broker, $$"""{"specversion":"1.0","id":"2","source":"/s","type":"t","traceparent":"{{own}}"}""", Parent);
        Assert.Equal(own, (await sink.NextAsync(Cancel)).Headers["ce-traceparent"]);

        await PostAsync(broker, """{"specversion":"1.0","id":"3","source":"/s","type":"t"}""", "rubbish");
        Assert.DoesNotContain("ce-traceparent", (await sink.NextAsync(Cancel)).Headers.Keys);
    }

    [Fact]
    public async Task Spans_are_made_for_ingest_filter_delivery_and_reply_in_one_trace_which_a_reply_goes_on_with()
    {
        var spans = new System.Collections.Concurrent.ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EventTracing.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        var replied = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var target = await WebServer.StartAsync("127.0.0.1:0", new WebServerLimits(), async context =>
        {
            if (context.Request.Headers["ce-type"] == "answer")
            {
                replied.TrySetResult(context.Request.Headers["ce-traceparent"].ToString());
                return;
            }

            context.Response.Headers["ce-specversion"] = "1.0";
            context.Response.Headers["ce-type"] = "answer";
            context.Response.Headers["ce-source"] = "target";
            await context.Response.WriteAsync("{}", Cancel);
        }, Cancel);
        await using (var broker = await RunningBroker.StartAsync())
        {
            await broker.DeliverToAsync(target.Address, Cancel);
            await PostAsync(broker, """{"specversion":"1.0","id":"1","source":"/s","type":"t"}""", Parent);
            Assert.StartsWith($"00-{Trace}-", await replied.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel), StringComparison.Ordinal);
        }

        var mine = spans.Where(span => span.TraceId.ToHexString() == Trace).ToList();
        Assert.Superset(
            new HashSet<string> { "wasmill ingest", "wasmill filter", "wasmill deliver", "wasmill reply" },
            mine.Select(span => span.OperationName).ToHashSet());
        var ingest = mine.Single(span => span.OperationName == "wasmill ingest");
        Assert.Equal("00f067aa0ba902b7", ingest.ParentSpanId.ToHexString());
        var delivery = mine.First(span => span.OperationName == "wasmill deliver");
        Assert.Equal(ingest.SpanId, delivery.ParentSpanId);
        Assert.Equal(
            ("1", "all", 1, 200),
            (
                delivery.GetTagItem("cloudevents.event_id"),
                delivery.GetTagItem("wasmill.trigger"),
                delivery.GetTagItem("wasmill.attempt"),
                delivery.GetTagItem("http.response.status_code")));
    }

    [Fact]
    public async Task Spans_go_to_the_collector_that_the_environment_names()
    {
        var arrived = new TaskCompletionSource<(string Path, string? Type, string Body)>(
            TaskCreationOptions.RunContinuationsAsynchronously);
        await using var collector = await WebServer.StartAsync("127.0.0.1:0", new WebServerLimits(), async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, Cancel);
            // Metrics go to the same collector.
            if (context.Request.Path != "/v1/metrics")
                arrived.TrySetResult((context.Request.Path, context.Request.ContentType, Encoding.Latin1.GetString(body.ToArray())));
        }, Cancel);
        var variables = new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        };
        foreach (var (name, value) in variables)
            Environment.SetEnvironmentVariable(name, value);
        try
        {
            // Stopping sends what is left.
            await using (var broker = await RunningBroker.StartAsync())
                await PostAsync(broker, """{"specversion":"1.0","id":"exported","source":"/s","type":"t"}""", null);
            var (path, type, body) = await arrived.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
            Assert.Equal(("/v1/traces", "application/x-protobuf"), (path, type));
            Assert.Contains("wasmill ingest", body, StringComparison.Ordinal);
            Assert.Contains("service.name", body, StringComparison.Ordinal);
        }
        finally
        {
            foreach (var name in variables.Keys)
                Environment.SetEnvironmentVariable(name, null);
        }
    }

    private static async Task PostAsync(RunningBroker broker, string json, string? parent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "")
        {
            Content = new StringContent(json, Encoding.UTF8, "application/cloudevents+json"),
        };
        if (parent is not null)
            request.Headers.TryAddWithoutValidation("traceparent", parent);
        using var http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null })
        {
            BaseAddress = broker.Http.BaseAddress,
        };
        using var answer = await http.SendAsync(request, Cancel);
        Assert.Equal(202, (int)answer.StatusCode);
    }
}
