using Microsoft.Extensions.Logging.Abstractions;
using Wasmill.Broker.Engines;
using Wasmill.Broker.History;
using Wasmill.Broker.History.Journal;
using Wasmill.Broker.Ingress;
using Wasmill.Broker.Log;
using Wasmill.Broker.Log.Settings;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Targets;
using Wasmill.Broker.Triggers;
using Wasmill.Events.Filters;

namespace Wasmill.Broker.Tests;

/// <summary>Traces of events whose triggers were deleted, over the log on the disk.</summary>
public sealed class TraceTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wasmill-trace-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deleted_trigger_keeps_its_name_and_one_created_again_does_not_wait_for_older_events()
    {
        await using (var engine = Open())
        await using (var broker = new EventBroker(engine, TimeProvider.System, NullLogger.Instance, Random.Shared.NextDouble))
        {
            await ApplyAsync(broker, "gone", "again");
            await SendAsync(broker, "before");
            await ApplyAsync(broker);
            await ApplyAsync(broker, "again");
            await SendAsync(broker, "after");
            await CheckAsync(broker, engine);
        }

        // The names of deleted triggers are in the log.
        await using var reopened = Open();
        await using var restarted = new EventBroker(reopened, TimeProvider.System, NullLogger.Instance, Random.Shared.NextDouble);
        await ApplyAsync(restarted, "again");
        await CheckAsync(restarted, reopened);
    }

    private static async Task CheckAsync(EventBroker broker, IBrokerEngine engine)
    {
        var history = new EventHistory(broker, engine, broker.Journal);
        var before = Assert.Single(await history.TraceAsync("before", null, Cancel));
        Assert.Equal(
            [("again", true, DeliveryState.Delivered), ("gone", true, DeliveryState.Delivered)],
            before.Deliveries.Select(delivery => (delivery.Trigger, delivery.IsDeleted, delivery.State)).Order());
        var after = Assert.Single((await history.TraceAsync("after", null, Cancel))[0].Deliveries);
        Assert.Equal(("again", "x", false, DeliveryState.Delivered), (after.Trigger, after.Target, after.IsDeleted, after.State));
    }

    private static Task ApplyAsync(EventBroker broker, params string[] triggers)
        => broker.ApplyAsync(
            new BrokerModel(
                [.. triggers.Select(name => new TriggerModel(name, FilterConfig.OfType("*").Compile(), "x", DeliveryPolicy.Default))],
                new Dictionary<string, IEventTarget> { ["x"] = ScriptedTarget.Always(ScriptedTarget.Ok) }),
            Cancel);

    private static async Task SendAsync(EventBroker broker, string id)
    {
        var stored = Assert.IsType<AppendResult.Stored>(await broker.PublishAsync([TestEvents.Event("t", id)], EventOrigin.Http, Cancel));
        Assert.True((await broker.Journal.WaitForOutcomeAsync(stored.Events[0].Position, Patience, Cancel))!.IsComplete);
    }

    private LogEngine Open()
        => LogEngine.Open(_folder.FullName, new LogEngineOptions { ReserveBytes = 64 << 10 }, TimeProvider.System, NullLogger.Instance);

    public void Dispose() => _folder.Delete(recursive: true);
}
