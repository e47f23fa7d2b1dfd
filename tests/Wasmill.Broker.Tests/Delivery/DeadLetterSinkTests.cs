using Wasmill.Broker.Delivery;
using Wasmill.Broker.Delivery.DeadLetters;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Tests.Delivery;

public sealed class DeadLetterSinkTests
{
    private static readonly DeliveryPolicy WithSink = new() { Retry = 0, DeadLetterTarget = "sink" };

    [Fact]
    public void What_is_given_up_goes_to_the_sink_before_anything_is_recorded()
    {
        var driver = new MachineDriver(WithSink);
        var one = new FakeDelivery(1);
        driver.Arrive(one);
        var effects = driver.End(one, MachineDriver.Result(DeliveryVerdict.Refused, 410) with { Body = "gone"u8.ToArray() });
        Assert.Empty(effects.OfType<DeliveryEffect.Record>());
        Assert.IsType<AttemptOutcome.RetryAt>(Assert.Single(effects.OfType<DeliveryEffect.Report>()).Outcome);
        var given = Assert.Single(effects.OfType<DeliveryEffect.StartAttempt>()).DeadLetter!;
        Assert.Equal(
            (DeadLetterReason.Refused, "why", 410, "gone", "http://target/", 1),
            (given.Reason, given.Detail, given.Status, System.Text.Encoding.UTF8.GetString(given.Body), given.Destination, given.Attempts));

        var record = Assert.Single(
            driver.End(one, MachineDriver.Result(DeliveryVerdict.Delivered, 200) with { Replies = [TestEvents.Event()] })
                .OfType<DeliveryEffect.Record>());
        Assert.IsType<AttemptOutcome.Delivered>(record.Outcome);
        Assert.Equal(new AttemptOutcome.GivenUp(DeadLetterReason.Refused, "why", 410), record.ReportedOutcome);
        Assert.Empty(record.Result.Replies);
        Assert.Equal(2, record.Number);
    }

    [Fact]
    public void A_loop_goes_to_the_sink_as_well()
    {
        var driver = new MachineDriver(WithSink);
        var one = new FakeDelivery(1, hops: DeliveryMachine.HopLimit);
        driver.Arrive(one);
        var effects = driver.End(one, MachineDriver.Result(DeliveryVerdict.Delivered, 200) with { Replies = [TestEvents.Event()] });
        Assert.Equal(DeadLetterReason.Loop, Assert.Single(effects.OfType<DeliveryEffect.StartAttempt>()).DeadLetter!.Reason);
    }

    [Fact]
    public void The_sink_is_tried_again_by_the_default_schedule_whatever_the_trigger_states_and_the_engine_keeps_why()
    {
        var driver = new MachineDriver(WithSink);
        // The sink's day begins when the event is given up, however old that is by then.
        driver.Now += TimeSpan.FromHours(30);
        var delivery = new FakeDelivery(1);
        driver.Arrive(delivery);
        driver.End(delivery, DeliveryVerdict.Refused);
        foreach (var seconds in (double[])[0.5, 1, 2, 4, 8, 16, 32, 64, 128])
        {
            var record = Assert.Single(
                driver.End(delivery, MachineDriver.Result(DeliveryVerdict.Retry, 503)).OfType<DeliveryEffect.Record>());
            driver.Settle(delivery);
            var retry = Assert.IsType<AttemptOutcome.RetryAt>(record.Outcome);
            Assert.Equal((driver.Now + TimeSpan.FromSeconds(seconds), "dead letter sink: why"), (retry.Due, retry.Reason));
            driver.Now = retry.Due;
            delivery = new FakeDelivery(1, attempt: 2, note: retry.Note);
            var start = Assert.Single(driver.Arrive(delivery).OfType<DeliveryEffect.StartAttempt>());
            Assert.Equal(
                (DeadLetterReason.Refused, "why", "http://target/"),
                (start.DeadLetter!.Reason, start.DeadLetter.Detail, start.DeadLetter.Destination));
        }

        driver.Now += TimeSpan.FromHours(24);
        var last = Assert.Single(driver.End(delivery, MachineDriver.Result(DeliveryVerdict.Retry, 503)).OfType<DeliveryEffect.Record>());
        Assert.Equal(new AttemptOutcome.GivenUp(DeadLetterReason.Refused, "why; dead letter sink: why", 500), last.Outcome);
    }

    [Fact]
    public void What_the_sink_refuses_goes_to_the_engines_dead_letters()
    {
        var driver = new MachineDriver(WithSink);
        var one = new FakeDelivery(1);
        driver.Arrive(one);
        driver.End(one, DeliveryVerdict.Retry);
        Assert.Equal(
            new AttemptOutcome.GivenUp(DeadLetterReason.RetriesExhausted, "why; dead letter sink: why", 500),
            Assert.Single(driver.End(one, MachineDriver.Result(DeliveryVerdict.Refused, 400)).OfType<DeliveryEffect.Record>()).Outcome);
    }

    [Fact]
    public void Without_the_sink_that_it_was_on_its_way_to_an_event_goes_to_the_engines_dead_letters()
    {
        var note = new DeadLetterNote
        {
            Reason = DeadLetterReason.Refused,
            Detail = "no",
            Status = 400,
            Body = [],
            Destination = "http://target/",
            Attempts = 3,
            SinkFailures = 1,
            At = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        };
        var effects = new MachineDriver(new DeliveryPolicy()).Arrive(new FakeDelivery(1, attempt: 5, note: note.Write()));
        var record = Assert.IsType<DeliveryEffect.Record>(Assert.Single(effects));
        Assert.Equal((new AttemptOutcome.GivenUp(DeadLetterReason.Refused, "no", 400), 5), (record.Outcome, record.Number));
    }

    [Fact]
    public void Dead_letters_of_a_sink_that_is_down_go_back_to_the_engine_and_take_no_room()
    {
        var driver = new MachineDriver(WithSink);
        FakeDelivery Fail(int position)
        {
            var one = new FakeDelivery(position);
            driver.Arrive(one);
            driver.End(one, DeliveryVerdict.Refused);
            return one;
        }

        for (var position = 1; position <= 10; position++)
        {
            var one = Fail(position);
            driver.End(one, DeliveryVerdict.Retry);
            driver.Settle(one);
        }

        var late = new FakeDelivery(11);
        driver.Arrive(late);
        var effects = driver.End(late, DeliveryVerdict.Refused);
        Assert.Empty(effects.OfType<DeliveryEffect.StartAttempt>());
        var back = Assert.Single(effects.OfType<DeliveryEffect.Record>());
        var retry = Assert.IsType<AttemptOutcome.RetryAt>(back.Outcome);
        Assert.Equal(
            (driver.Now + TimeSpan.FromSeconds(30), null, 0),
            (retry.Due, back.ReportedOutcome, DeadLetterNote.Read(retry.Note)!.SinkFailures));
        // The target is not the sink: it goes on.
        Assert.Null(driver.Machine.PausedUntil);
        Assert.Equal([12], MachineDriver.Started(driver.Arrive(new FakeDelivery(12))));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("something else")]
    public void A_note_that_is_none_of_ours_is_no_note(string? text) => Assert.Null(DeadLetterNote.Read(text));
}
