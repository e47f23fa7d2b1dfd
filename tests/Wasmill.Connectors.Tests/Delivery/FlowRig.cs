using System.Collections.Concurrent;
using Wasmill.Broker;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.History.Journal;
using Wasmill.Broker.Ingress;
using Wasmill.Broker.Sources;
using Wasmill.Connectors.CloudEvents;
using Wasmill.Events;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Running;
using Wasmill.Storage;

namespace Wasmill.Connectors.Tests.Delivery;

/// <summary>A broker that runs a flow file: everything but the ingest and the process.</summary>
internal sealed class FlowRig : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly ComponentKinds Kinds = new(new CloudEventsTargetKind());
    private readonly FlowRuntime _runtime;
    private readonly SourceHost _sources;

    private FlowRig(MemoryEngineOptions options)
    {
        Engine = new MemoryEngine(options, TimeProvider.System);
        Broker = new EventBroker(Engine, TimeProvider.System, new LineLogger(Lines.Enqueue), Random.Shared.NextDouble);
        var environment = Environment((name, line) => Lines.Enqueue($"{name}: {line}"));
        var positions = new PositionFolder(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString()), environment.Failures);
        _sources = new SourceHost(new SourceServices(Broker, positions, TimeProvider.System, static () => 0.5, environment.Logs));
        _runtime = new FlowRuntime(Broker, _sources, Kinds, environment);
    }

    public MemoryEngine Engine { get; }

    public EventBroker Broker { get; }

    /// <summary>The log, and reports of what should never happen.</summary>
    public ConcurrentQueue<string> Lines { get; } = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Services for components in tests that only read the log.</summary>
    public static ComponentEnvironment Environment(Action<string, string> log, string folder = "/", string state = "/")
        => new(
            folder,
            state,
            new LineLoggerFactory(log),
            TimeProvider.System,
            new FailedWrites(TimeProvider.System, new LineLogger(line => log("storage", line))));

    /// <summary>Runs a broker named b with these additional documents.</summary>
    public static Task<FlowRig> StartAsync(params string[] documents) => StartAsync(new MemoryEngineOptions(), documents);

    public static async Task<FlowRig> StartAsync(MemoryEngineOptions options, params string[] documents)
    {
        var rig = new FlowRig(options);
        await rig._runtime.ApplyAsync(
            FlowReader.Read(FlowText.Parse(string.Join("\n---\n", [BrokerDocument, .. documents])), Kinds), isStart: false, Cancel);
        return rig;
    }

    private const string BrokerDocument = "apiVersion: eventing.knative.dev/v1\nkind: Broker\nmetadata: {name: b}";

    /// <summary>A trigger on all events of one type, in YAML's flow style.</summary>
    public static string Trigger(string name, string uri, string delivery = "{}", string type = "t", string annotations = "{}")
        => $"apiVersion: eventing.knative.dev/v1\nkind: Trigger\nmetadata: {{name: {name}, annotations: {annotations}}}\n"
        + $"spec: {{broker: b, filter: {{attributes: {(type == "*" ? "{}" : $"{{type: {type}}}")}}}, delivery: "
            + $"{delivery}, subscriber: {{uri: '{uri}'}}}}";

    public static CloudEvent Event(string id = "1", string type = "t")
        => new()
        {
            Id = id,
            Source = "/test",
            Type = type,
            HasData = true,
            DataContentType = "application/json",
            Data = "{\"a\": 1}"u8.ToArray(),
        };

    /// <summary>Publishes an event and waits until everything that comes of it has ended.</summary>
    public async Task<EventTrace> PublishAsync(CloudEvent cloudEvent)
    {
        var stored = Assert.IsType<AppendResult.Stored>(await Broker.PublishAsync([cloudEvent], EventOrigin.Http, Cancel));
        var trace = (await Broker.Journal.WaitForOutcomeAsync(stored.Events[0].Position, Patience, Cancel))!;
        Assert.True(trace.IsComplete, "the event's deliveries have not ended");
        return trace;
    }

    /// <summary>Publishes an event and waits until its only delivery has failed once.</summary>
    public async Task<DeliveryTrace> PublishAndFailAsync()
    {
        var stored = Assert.IsType<AppendResult.Stored>(await Broker.PublishAsync([Event()], EventOrigin.Http, Cancel));
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            // Not complete, so that it returns when nothing changes for a moment.
            var trace = (await Broker.Journal.WaitForOutcomeAsync(stored.Events[0].Position, TimeSpan.FromMilliseconds(5), limit.Token))!;
            if (trace.Deliveries[0].Attempts.Count > 0)
                return trace.Deliveries[0];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _sources.DisposeAsync();
        await Broker.DisposeAsync();
        await _runtime.DisposeAsync();
        await Engine.DisposeAsync();
    }
}
