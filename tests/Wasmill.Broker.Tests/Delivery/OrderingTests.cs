using Wasmill.Broker.Delivery;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Tests.Delivery;

public sealed class OrderingTests
{
    private static readonly DeliveryPolicy Ordered = new()
    {
        Concurrency = 4,
        OrderingKey = "partitionkey",
        Retry = 3,
        Backoff = BackoffPolicy.Constant,
        BackoffDelay = TimeSpan.FromSeconds(1),
    };

    [Fact]
    public void Events_of_one_key_go_one_at_a_time_and_other_keys_beside_them()
    {
        var driver = new MachineDriver(Ordered);
        var (a1, a2, b, none1, none2) = (Of(1, "a"), Of(2, "a"), Of(3, "b"), Of(4, null), Of(5, null));
        Assert.Equal([1], MachineDriver.Started(driver.Arrive(a1)));
        Assert.Empty(driver.Arrive(a2));
        Assert.Equal([3], MachineDriver.Started(driver.Arrive(b)));
        Assert.Equal([4], MachineDriver.Started(driver.Arrive(none1)));
        Assert.Equal([5], MachineDriver.Started(driver.Arrive(none2)));
        Assert.Empty(MachineDriver.Started(driver.End(a1, DeliveryVerdict.Delivered)));
        Assert.Equal([2], MachineDriver.Started(driver.Settle(a1)));
    }

    [Fact]
    public void An_open_retry_holds_back_the_later_events_of_its_key_and_nothing_else()
    {
        var driver = new MachineDriver(Ordered);
        var (a1, a2, b) = (Of(1, "a"), Of(2, "a"), Of(3, "b"));
        driver.Arrive(a1);
        driver.Arrive(a2);
        var failed = driver.End(a1, DeliveryVerdict.Retry);
        // It is told of, but not given back: the engine would give event 2 before it.
        Assert.Equal(
            new AttemptOutcome.RetryAt(driver.Now + TimeSpan.FromSeconds(1), "why"),
            Assert.Single(failed.OfType<DeliveryEffect.Report>()).Outcome);
        Assert.Empty(failed.OfType<DeliveryEffect.Record>());
        Assert.Equal(1, driver.Machine.Waiting);
        Assert.Equal([3], MachineDriver.Started(driver.Arrive(b)));
        var again = driver.Wake(Assert.Single(failed.OfType<DeliveryEffect.WakeAt>()).Time).OfType<DeliveryEffect.StartAttempt>().Single();
        Assert.Equal((1, 2), (again.Delivery.Event.Position, again.Number));
        driver.End(a1, DeliveryVerdict.Delivered);
        Assert.Equal([2], MachineDriver.Started(driver.Settle(a1)));
    }

    [Fact]
    public void A_retry_that_holds_its_key_starts_when_the_user_wants_it_now()
    {
        var driver = new MachineDriver(Ordered);
        var (a1, a2) = (Of(1, "a"), Of(2, "a"));
        driver.Arrive(a1);
        driver.Arrive(a2);
        driver.End(a1, DeliveryVerdict.Retry);
        Assert.Equal([1], MachineDriver.Started(driver.Step(new DeliveryInput.RetryNow())));
        Assert.Equal(0, driver.Machine.Waiting);
        driver.End(a1, DeliveryVerdict.Delivered);
        Assert.Equal([2], MachineDriver.Started(driver.Settle(a1)));
    }

    [Fact]
    public void The_retries_of_an_ordered_event_are_counted_and_end_as_stated()
    {
        var driver = new MachineDriver(Ordered with { Retry = 2 });
        var (a1, a2) = (Of(1, "a"), Of(2, "a"));
        driver.Arrive(a1);
        driver.Arrive(a2);
        for (var number = 1; number <= 2; number++)
        {
            Assert.Equal(number, Assert.Single(driver.End(a1, DeliveryVerdict.Retry).OfType<DeliveryEffect.Report>()).Number);
            Assert.Equal([1], MachineDriver.Started(driver.Wake(driver.Now + TimeSpan.FromSeconds(1))));
        }

        Assert.IsType<AttemptOutcome.GivenUp>(Assert.Single(driver.End(a1, DeliveryVerdict.Retry).OfType<DeliveryEffect.Record>()).Outcome);
        Assert.Equal([2], MachineDriver.Started(driver.Settle(a1)));
    }

    [Fact]
    public void An_event_on_its_way_to_the_dead_letter_sink_has_left_its_place()
    {
        var driver = new MachineDriver(Ordered with { DeadLetterTarget = "sink" });
        var (a1, a2) = (Of(1, "a"), Of(2, "a"));
        driver.Arrive(a1);
        driver.Arrive(a2);
        Assert.Equal([1, 2], MachineDriver.Started(driver.End(a1, DeliveryVerdict.Refused)));
    }

    [Fact]
    public void A_reply_that_found_no_room_keeps_its_events_place()
    {
        var driver = new MachineDriver(Ordered);
        var (a1, a2) = (Of(1, "a"), Of(2, "a"));
        driver.Arrive(a1);
        driver.Arrive(a2);
        Assert.True(Assert.Single(driver.End(a1, DeliveryVerdict.Delivered).OfType<DeliveryEffect.Record>()).HoldsLane);
        var again = driver.Now + TimeSpan.FromSeconds(3);
        Assert.Equal(
            again, Assert.Single(driver.Step(new DeliveryInput.Settled(a1) { RedeliverAt = again }).OfType<DeliveryEffect.WakeAt>()).Time);
        Assert.Equal([1], MachineDriver.Started(driver.Wake(again)));
    }

    [Fact]
    public void Held_back_events_take_no_room_from_other_keys_up_to_the_bound()
    {
        var driver = new MachineDriver(Ordered);
        var head = Of(1, "a");
        driver.Arrive(head);
        driver.End(head, DeliveryVerdict.Retry);
        for (var position = 2; position < DeliveryMachine.HeldLimit; position++)
            driver.Arrive(Of(position, "a"));
        Assert.True(driver.Machine.WantsMore);
        Assert.Equal([5_000], MachineDriver.Started(driver.Arrive(Of(5_000, "b"))));
        driver.Arrive(Of(5_001, "a"));
        Assert.False(driver.Machine.WantsMore);
        // The retry needs no pull, so that the bound cannot stop what will lift it.
        Assert.Equal([1], MachineDriver.Started(driver.Wake(driver.Now + TimeSpan.FromSeconds(1))));
        driver.End(head, DeliveryVerdict.Delivered);
        driver.Settle(head);
        Assert.True(driver.Machine.WantsMore);
    }

    [Fact]
    public void Held_back_payloads_are_bounded_as_well()
    {
        var driver = new MachineDriver(Ordered);
        var data = new byte[DeliveryMachine.HeldBytesLimit / 4];
        driver.Arrive(Of(1, "a"));
        for (var position = 2; position <= 5; position++)
        {
            Assert.True(driver.Machine.WantsMore);
            driver.Arrive(new FakeDelivery(position, key: "a", data: data));
        }

        Assert.False(driver.Machine.WantsMore);
    }

    [Fact]
    public void An_event_that_the_engine_gives_late_still_goes_before_the_later_ones()
    {
        var driver = new MachineDriver(Ordered);
        var first = Of(1, "a");
        driver.Arrive(first);
        driver.Arrive(Of(3, "a"));
        driver.Arrive(Of(2, "a"));
        driver.End(first, DeliveryVerdict.Delivered);
        Assert.Equal([2], MachineDriver.Started(driver.Settle(first)));
    }

    [Fact]
    public void Without_an_order_nothing_is_held_back_any_more()
    {
        var driver = new MachineDriver(Ordered);
        driver.Arrive(Of(1, "a"));
        driver.Arrive(Of(2, "a"));
        driver.Arrive(Of(3, "a"));
        Assert.Equal([2, 3], MachineDriver.Started(driver.Step(new DeliveryInput.PolicyChanged(Ordered with { OrderingKey = null }))));
    }

    private static FakeDelivery Of(long position, string? key) => new(position, key: key);
}
