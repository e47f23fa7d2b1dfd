using Wasmill.Broker.Engines;
using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.Records;

namespace Wasmill.Broker.Tests.Engines;

public sealed class MemoryEngineTests : EngineCompliance
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_engine_refuses_ingest_at_nine_tenths_and_replies_at_its_bound()
    {
        await using var engine = new MemoryEngine(new MemoryEngineOptions { MaxEvents = 10 }, Time);
        await using var feed = await OpenFeedAsync(engine, "one");
        for (var i = 0; i < 9; i++)
            Assert.IsType<AppendResult.Stored>(await engine.AppendAsync([TestEvents.New()], Cancel));
        Assert.IsType<AppendResult.Full>(await engine.AppendAsync([TestEvents.New()], Cancel));

        var deliveries = await TakeAsync(feed, 2);
        var replies = new[] { TestEvents.New("r1"), TestEvents.New("r2") };
        Assert.IsType<FinishResult.Full>(await deliveries[0].FinishAsync(new AttemptOutcome.Delivered(), replies, Cancel));
        Assert.IsType<FinishResult.Recorded>(await deliveries[0].FinishAsync(new AttemptOutcome.Delivered(), replies[..1], Cancel));
        Assert.IsType<FinishResult.Recorded>(await deliveries[1].FinishAsync(new AttemptOutcome.Delivered(), [], Cancel));
    }

    [Fact]
    public async Task A_batch_is_stored_as_a_whole_or_not_at_all()
    {
        await using var engine = new MemoryEngine(new MemoryEngineOptions { MaxEvents = 10 }, Time);
        await using var feed = await OpenFeedAsync(engine, "one");
        Assert.IsType<AppendResult.Full>(await engine.AppendAsync([.. Enumerable.Repeat(TestEvents.New(), 10)], Cancel));
        Assert.Equal(0, (await engine.StatusAsync("one", Cancel))!.Lag);
    }

    [Fact]
    public async Task The_bound_counts_bytes_too_and_room_comes_back_with_the_last_delivery()
    {
        await using var engine = new MemoryEngine(new MemoryEngineOptions { MaxBytes = 10_000 }, Time);
        await using var one = await OpenFeedAsync(engine, "one");
        await using var two = await OpenFeedAsync(engine, "two");
        var large = new NewEvent(TestEvents.Event(data: new string('x', 7_000)), null, 0);
        Assert.IsType<AppendResult.Stored>(await engine.AppendAsync([large], Cancel));
        Assert.IsType<AppendResult.Full>(await engine.AppendAsync([large], Cancel));
        await (await TakeAsync(one, 1))[0].FinishAsync(new AttemptOutcome.Delivered(), [], Cancel);
        Assert.IsType<AppendResult.Full>(await engine.AppendAsync([large], Cancel));
        await (await TakeAsync(two, 1))[0].FinishAsync(new AttemptOutcome.Delivered(), [], Cancel);
        Assert.IsType<AppendResult.Stored>(await engine.AppendAsync([large], Cancel));
    }

    [Fact]
    public async Task Events_that_nobody_wants_take_no_room()
    {
        await using var engine = new MemoryEngine(new MemoryEngineOptions { MaxEvents = 10 }, Time);
        for (var i = 0; i < 100; i++)
            Assert.IsType<AppendResult.Stored>(await engine.AppendAsync([TestEvents.New()], Cancel));
    }

    protected override IBrokerEngine Open() => new MemoryEngine(new MemoryEngineOptions(), Time);
}
