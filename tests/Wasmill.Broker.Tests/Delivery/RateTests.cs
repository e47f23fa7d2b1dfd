using Wasmill.Broker.Delivery;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Tests.Delivery;

public sealed class RateTests
{
    [Theory]
    [InlineData(0.5, 10)]
    [InlineData(5, 10)]
    [InlineData(20, 10)]
    [InlineData(1_000, 10)]
    public void No_more_than_the_rate_begin_in_any_second_but_for_a_tenth_of_it(double rate, int seconds)
    {
        var driver = new MachineDriver(new DeliveryPolicy { Concurrency = 4, Rate = rate });
        var end = driver.Now.AddSeconds(seconds);
        var starts = new List<DateTimeOffset>();
        var position = 0L;
        while (driver.Now < end)
        {
            DateTimeOffset? wake = null;
            while (driver.Machine.WantsMore && wake is null)
                wake = Take(driver.Arrive(new FakeDelivery(++position)));
            driver.Now = wake ?? driver.Now;
            while (wake is { } time && time < end)
                wake = Take(driver.Wake(time));
        }

        DateTimeOffset? Take(List<DeliveryEffect> effects)
        {
            var wake = effects.OfType<DeliveryEffect.WakeAt>().SingleOrDefault()?.Time;
            foreach (var start in effects.OfType<DeliveryEffect.StartAttempt>())
            {
                starts.Add(driver.Now);
                wake = Take(driver.End(start.Delivery, DeliveryVerdict.Delivered)) ?? wake;
                driver.Settle(start.Delivery);
            }

            return wake;
        }

        Assert.InRange(starts.Count, (int)(rate * seconds), (int)(rate * (seconds + 0.1)) + 1);
        foreach (var from in starts)
            Assert.InRange(starts.Count(time => time >= from && time < from.AddSeconds(1)), 1, (int)Math.Ceiling(rate * 1.1) + 1);
    }

    [Fact]
    public void A_new_rate_holds_at_once_and_none_is_no_limit()
    {
        var driver = new MachineDriver(new DeliveryPolicy { Concurrency = 4, Rate = 1 });
        Assert.Equal([1], MachineDriver.Started(driver.Arrive(new FakeDelivery(1))));
        Assert.Equal(driver.Now.AddSeconds(1), Assert.Single(driver.Arrive(new FakeDelivery(2)).OfType<DeliveryEffect.WakeAt>()).Time);
        Assert.Equal([2], MachineDriver.Started(driver.Step(new DeliveryInput.PolicyChanged(new DeliveryPolicy { Concurrency = 4 }))));
    }

    [Fact]
    public void Attempts_at_the_dead_letter_sink_are_not_counted()
    {
        var driver = new MachineDriver(new DeliveryPolicy { Rate = 1, DeadLetterTarget = "sink" });
        var one = new FakeDelivery(1);
        driver.Arrive(one);
        Assert.Equal([1], MachineDriver.Started(driver.End(one, DeliveryVerdict.Refused)));
    }
}
