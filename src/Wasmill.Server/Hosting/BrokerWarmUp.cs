using Microsoft.Extensions.Logging.Abstractions;
using Wasmill.Broker;
using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.Measuring;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Targets;
using Wasmill.Broker.Triggers;
using Wasmill.Events.Filters.Matching;
using Wasmill.Functions.Hosting;
using Wasmill.Server.Ingest;
using Wasmill.Server.Native;
using Wasmill.Server.Observing;
using Wasmill.Web;

namespace Wasmill.Server.Hosting;

/// <summary>
/// Sends an event through a server into a broker of its own, which has no disk, so that the runtime compiles the code of the path before
/// the first event needs it. The broker that is served knows nothing of the event.
/// </summary>
internal sealed class BrokerWarmUp : IAsyncDisposable
{
    private const string Name = "warm-up";
    private const int MostBytes = 1024;

    private static readonly TimeSpan LongestDelivery = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task<bool> _running;

    private BrokerWarmUp(Func<CancellationToken, Task<bool>> run) => _running = Task.Run(() => run(_stop.Token));

    /// <summary>
    /// Sends the event in the background, then has the function host warm up, and then unmaps the code that only the start needed.
    /// A failure has no effect.
    /// </summary>
    /// <param name="server">The server; null to send no event.</param>
    /// <param name="functions">The function host.</param>
    /// <param name="pause">The time to wait before: a client that comes meanwhile does not share the processors with it.</param>
    /// <param name="time">The clock.</param>
    public static BrokerWarmUp Start(WebServer? server, FunctionHost functions, TimeSpan pause, TimeProvider time)
        => new(async stop =>
        {
            await Task.Delay(pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
                return false;
            var isDelivered = server is not null && await SendAsync(server, time, stop);
            functions.WarmUp();
            // A native broker that nothing happens to has 40 MiB otherwise, of which 20 are code that the start alone ran.
            LoadedObjects.UnmapFilePages();
            return isDelivered;
        });

    /// <summary>Completes when the warm-up has ended: true if the event was delivered.</summary>
    public Task<bool> Running => _running;

    /// <summary>Ends the warm-up.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private static async Task<bool> SendAsync(WebServer server, TimeProvider time, CancellationToken stop)
    {
        await using var engine = new MemoryEngine(new MemoryEngineOptions(), time);
        await using var broker = new EventBroker(engine, time, NullLogger.Instance, static () => 0);
        var target = new WarmUpTarget();
        await broker.ApplyAsync(
            new BrokerModel(
                [new TriggerModel(Name, EventFilter.Everything, Name, DeliveryPolicy.Default)],
                new Dictionary<string, IEventTarget> { [Name] = target }),
            CancellationToken.None);
        var ingest = new IngestEndpoint(broker, new IngestMeter(new LatencyHistogram()), time, MostBytes);
        await server.WarmUpAsync(ingest.HandleAsync, stop);
        await Task.WhenAny(target.Delivered, Task.Delay(LongestDelivery, time, stop));
        return target.Delivered.IsCompleted;
    }
}
