using System.Collections.Concurrent;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;
using Wasmill.Connectors.CloudEvents;
using Wasmill.Flows.Components;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Connectors.Tests.Delivery;

/// <summary>A CloudEvents target made of its settings, and attempts to use it.</summary>
internal sealed class TargetRig : IAsyncDisposable
{
    private readonly IEventTarget _target;

    private TargetRig(IEventTarget target, IEnumerable<string> log) => (_target, Log) = (target, log);

    /// <summary>The lines that the target has written to the broker's log.</summary>
    public IEnumerable<string> Log { get; }

    public static async Task<TargetRig> MakeAsync(string endpoint, params (string Key, string Value)[] settings)
    {
        var log = new ConcurrentQueue<string>();
        var config = Config(endpoint, settings);
        Assert.Empty(Validate(endpoint, settings));
        var environment = FlowRig.Environment((name, line) => log.Enqueue($"{name}: {line}"));
        return new TargetRig(
            await ((ITargetKind)new CloudEventsTargetKind()).CreateAsync(config, environment, TestContext.Current.CancellationToken), log);
    }

    /// <summary>The errors in settings, as pairs of a path and a message.</summary>
    public static IEnumerable<(string Key, string Message)> Validate(string endpoint, params (string Key, string Value)[] settings)
        => ComponentCheck.FindErrors(new CloudEventsTargetKind(), "t", Config(endpoint, settings).Spec)
            .Select(error => (error.Path, error.Message));

    public ValueTask<DeliveryResult> DeliverAsync()
        => _target.DeliverAsync(
            new DeliveryAttempt(new StoredEvent(1, DateTimeOffset.UnixEpoch, FlowRig.Event(), null, 0), "x", 1),
            TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _target.DisposeAsync();

    private static ComponentConfig Config(string endpoint, (string Key, string Value)[] settings)
        => new("t", "CloudEventsTarget", MapValue.Of([("endpoint", endpoint), .. settings]));
}
