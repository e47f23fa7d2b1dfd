using Wasmill.Broker.Delivery;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;
using Wasmill.Events;

namespace Wasmill.Broker.Tests.Delivery;

public sealed class DeliveryMachineTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly List<DeliveryEffect> _effects = [];
    private DateTimeOffset _now = Start;

    [Fact]
    public void A_delivery_is_attempted_and_recorded()
    {
        var machine = Machine(DeliveryPolicy.Default);
        var one = new FakeDelivery(1);
        Assert.Equal(
            one, Assert.IsType<DeliveryEffect.StartAttempt>(Assert.Single(Step(machine, new DeliveryInput.Arrived(one)))).Delivery);
        Assert.False(machine.Idle);
        var record = Assert.IsType<DeliveryEffect.Record>(
            Assert.Single(Step(machine, new DeliveryInput.Attempted(one, Result(DeliveryVerdict.Delivered)))));
        Assert.IsType<AttemptOutcome.Delivered>(record.Outcome);
        Assert.Empty(Step(machine, new DeliveryInput.Settled(one)));
        Assert.True(machine.Idle);
    }

    [Fact]
    public void It_asks_for_no_more_than_it_may_attempt_at_once()
    {
        var machine = Machine(new DeliveryPolicy { Concurrency = 2 });
        var deliveries = Enumerable.Range(1, 2).Select(number => new FakeDelivery(number)).ToList();
        Assert.True(machine.WantsMore);
        Assert.Single(Step(machine, new DeliveryInput.Arrived(deliveries[0])));
        Assert.Single(Step(machine, new DeliveryInput.Arrived(deliveries[1])));
        Assert.False(machine.WantsMore);
        Step(machine, new DeliveryInput.Attempted(deliveries[0], Result(DeliveryVerdict.Delivered)));
        Assert.False(machine.WantsMore);
        Step(machine, new DeliveryInput.Settled(deliveries[0]));
        Assert.True(machine.WantsMore);
    }

    [Theory]
    [InlineData(1, 0.2)]
    [InlineData(2, 0.4)]
    [InlineData(3, null)]
    public void A_failure_is_tried_again_as_the_policy_says_and_then_given_up(int attempt, double? seconds)
    {
        var machine = Machine(new DeliveryPolicy { Retry = 2, BackoffDelay = TimeSpan.FromSeconds(0.2) });
        var outcome = Conclude(machine, new FakeDelivery(1, attempt), Result(DeliveryVerdict.Retry));
        if (seconds is { } wait)
            Assert.Equal(new AttemptOutcome.RetryAt(Start + TimeSpan.FromSeconds(wait), "why"), outcome);
        else
            Assert.Equal(new AttemptOutcome.GivenUp(DeadLetterReason.RetriesExhausted, "why", 500), outcome);
    }

    [Fact]
    public void A_refusal_is_final()
        => Assert.Equal(
            new AttemptOutcome.GivenUp(DeadLetterReason.Refused, "why", 500),
            Conclude(Machine(DeliveryPolicy.Default), new FakeDelivery(1), Result(DeliveryVerdict.Refused)));

    [Theory]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public void A_reply_beyond_the_hop_limit_is_a_loop(int hops, bool taken)
    {
        var result = Result(DeliveryVerdict.Delivered) with { Replies = [TestEvents.Event()] };
        var outcome = Conclude(Machine(DeliveryPolicy.Default), new FakeDelivery(1, hops: hops), result);
        Assert.Equal(taken, outcome is AttemptOutcome.Delivered);
        if (!taken)
            Assert.Equal(DeadLetterReason.Loop, Assert.IsType<AttemptOutcome.GivenUp>(outcome).Reason);
    }

    [Fact]
    public void Busy_is_no_attempt_and_is_tried_again_soon()
    {
        var machine = Machine(DeliveryPolicy.Default);
        var one = new FakeDelivery(1);
        Step(machine, new DeliveryInput.Arrived(one));
        var wake = Assert.IsType<DeliveryEffect.WakeAt>(
            Assert.Single(Step(machine, new DeliveryInput.Attempted(one, Result(DeliveryVerdict.Busy)))));
        _now = wake.Time;
        Assert.IsType<DeliveryEffect.StartAttempt>(Assert.Single(Step(machine, new DeliveryInput.TimerElapsed())));
    }

    [Fact]
    public void Ten_failures_in_a_row_pause_the_trigger_and_one_probe_goes_at_a_time()
    {
        var machine = Machine(DeliveryPolicy.Default);
        for (var number = 1; number <= 10; number++)
            Fail(machine, new FakeDelivery(number));
        Assert.Equal(Start + TimeSpan.FromSeconds(1), machine.PausedUntil);

        var (first, second) = (new FakeDelivery(11), new FakeDelivery(12));
        Assert.IsType<DeliveryEffect.WakeAt>(Assert.Single(Step(machine, new DeliveryInput.Arrived(first))));
        Step(machine, new DeliveryInput.Arrived(second));

        _now += TimeSpan.FromSeconds(1);
        Assert.Equal(
            first, Assert.IsType<DeliveryEffect.StartAttempt>(Assert.Single(Step(machine, new DeliveryInput.TimerElapsed()))).Delivery);
        var effects = Step(machine, new DeliveryInput.Attempted(first, Result(DeliveryVerdict.Retry)));
        Assert.Equal(_now + TimeSpan.FromSeconds(2), effects.OfType<DeliveryEffect.WakeAt>().Single().Time);
        Step(machine, new DeliveryInput.Settled(first));

        _now += TimeSpan.FromSeconds(2);
        Assert.Equal(
            second, Assert.IsType<DeliveryEffect.StartAttempt>(Assert.Single(Step(machine, new DeliveryInput.TimerElapsed()))).Delivery);
        Step(machine, new DeliveryInput.Attempted(second, Result(DeliveryVerdict.Delivered)));
        Assert.Null(machine.PausedUntil);
    }

    [Fact]
    public void A_pause_ends_when_the_user_wants_a_retry_now()
    {
        var machine = Machine(DeliveryPolicy.Default);
        for (var number = 1; number <= 10; number++)
            Fail(machine, new FakeDelivery(number));
        var waiting = new FakeDelivery(11);
        Step(machine, new DeliveryInput.Arrived(waiting));
        Assert.NotNull(machine.PausedUntil);
        Assert.Equal(
            waiting, Assert.IsType<DeliveryEffect.StartAttempt>(Assert.Single(Step(machine, new DeliveryInput.RetryNow()))).Delivery);
        Assert.Null(machine.PausedUntil);
    }

    [Fact]
    public void A_trigger_that_states_its_retries_has_no_circuit()
    {
        var machine = Machine(new DeliveryPolicy { Retry = 100 });
        for (var number = 1; number <= 50; number++)
            Fail(machine, new FakeDelivery(number));
        Assert.Null(machine.PausedUntil);
    }

    [Fact]
    public void A_stopped_machine_starts_nothing_and_records_what_ends()
    {
        var machine = Machine(DeliveryPolicy.Default);
        var one = new FakeDelivery(1);
        Step(machine, new DeliveryInput.Arrived(one));
        Step(machine, new DeliveryInput.Stopped());
        Assert.False(machine.WantsMore);
        Assert.Empty(Step(machine, new DeliveryInput.Arrived(new FakeDelivery(2))));
        Assert.Single(Step(machine, new DeliveryInput.Attempted(one, Result(DeliveryVerdict.Delivered))));
    }

    private static DeliveryMachine Machine(DeliveryPolicy policy) => new(policy, () => 0.5);

    private static DeliveryResult Result(DeliveryVerdict verdict) => new() { Verdict = verdict, Status = 500, Reason = "why" };

    private List<DeliveryEffect> Step(DeliveryMachine machine, DeliveryInput input)
    {
        _effects.Clear();
        machine.Step(input, _now, _effects);
        return [.. _effects];
    }

    private AttemptOutcome Conclude(DeliveryMachine machine, FakeDelivery delivery, DeliveryResult result)
    {
        Step(machine, new DeliveryInput.Arrived(delivery));
        return Step(machine, new DeliveryInput.Attempted(delivery, result)).OfType<DeliveryEffect.Record>().Single().Outcome;
    }

    private void Fail(DeliveryMachine machine, FakeDelivery delivery)
    {
        Conclude(machine, delivery, Result(DeliveryVerdict.Retry));
        Step(machine, new DeliveryInput.Settled(delivery));
    }
}
