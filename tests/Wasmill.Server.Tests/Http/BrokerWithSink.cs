using Wasmill.Broker.Engines.Memory;

namespace Wasmill.Server.Tests.Http;

/// <summary>
/// A broker with one trigger, which takes every event to a sink; shared by the tests of a class, which run one after the other.
/// </summary>
public sealed class BrokerWithSink : IAsyncLifetime
{
    internal RunningBroker Broker { get; private set; } = null!;

    internal Sink Sink { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Sink = await Sink.StartAsync(CancellationToken.None);
        Broker = await RunningBroker.StartAsync(options => options with { Memory = new MemoryEngineOptions { MaxEvents = 1_000 } });
        await Broker.DeliverToAsync(Sink.Address, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        await Sink.DisposeAsync();
    }
}
