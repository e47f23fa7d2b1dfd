using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.Ingress;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Targets;
using Wasmill.Broker.Triggers;
using Wasmill.Events.Filters;

namespace Wasmill.Broker.Tests.Ingress;

public sealed class IngressPatienceTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly MemoryEngine _engine = new(new MemoryEngineOptions { MaxEvents = 10 }, TimeProvider.System);
    private readonly TaskCompletionSource _release = new();
    private readonly List<AppendResult.Full> _told = [];
    private readonly EventBroker _broker;

    public IngressPatienceTests() => _broker = new EventBroker(_engine, TimeProvider.System, NullLogger.Instance, static () => 0.5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_broker_is_asked_again_after_the_time_that_it_named()
    {
        await FillAsync();
        var offer = _broker.OfferAsync([TestEvents.Event(id: "late")], EventOrigin.Http, _time, _told.Add, Cancel).AsTask();
        Assert.Single(_told);
        _time.Advance(_told[0].RetryAfter - TimeSpan.FromTicks(1));
        Assert.Single(_told);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(2, _told.Count);

        _release.SetResult();
        for (long position = 1; position <= 9; position++)
            await _broker.Journal.WaitForOutcomeAsync(position, TimeSpan.FromSeconds(20), Cancel);
        _time.Advance(_told[1].RetryAfter);
        Assert.Equal("late", Assert.IsType<AppendResult.Stored>(await offer).Events[0].Event.Id);
        Assert.Equal(2, _told.Count);
    }

    [Fact]
    public async Task A_cancelled_wait_ends_and_stores_nothing()
    {
        await FillAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var offer = _broker.OfferAsync([TestEvents.Event(id: "late")], EventOrigin.Http, _time, _told.Add, stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => offer);
        Assert.DoesNotContain(await _engine.ReadAsync(new ReadSpec(), Cancel).ToListAsync(Cancel), stored => stored.Event.Id == "late");
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        await _engine.DisposeAsync();
    }

    // New events are refused at nine tenths of the bound.
    private async Task FillAsync()
    {
        var target = new ScriptedTarget(async (_, cancelled) =>
        {
            await _release.Task.WaitAsync(cancelled);
            return ScriptedTarget.Ok;
        });
        var trigger = new TriggerModel("t", FilterConfig.OfType("*").Compile(), "x", DeliveryPolicy.Default);
        await _broker.ApplyAsync(new BrokerModel([trigger], new Dictionary<string, IEventTarget> { ["x"] = target }), Cancel);
        for (var i = 0; i < 9; i++)
            Assert.IsType<AppendResult.Stored>(await _broker.PublishAsync([TestEvents.Event(id: $"{i}")], EventOrigin.Http, Cancel));
    }
}
