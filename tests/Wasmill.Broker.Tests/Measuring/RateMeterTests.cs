using Microsoft.Extensions.Time.Testing;
using Wasmill.Broker.Measuring;

namespace Wasmill.Broker.Tests.Measuring;

public sealed class RateMeterTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 15, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Whole_seconds_count_and_the_one_that_goes_on_does_not()
    {
        var meter = new RateMeter(_time);
        for (var i = 0; i < 50; i++)
            meter.Note();
        Assert.Equal(0, meter.PerSecond);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(5, meter.PerSecond);
    }

    [Fact]
    public void A_second_counts_for_ten()
    {
        var meter = new RateMeter(_time);
        meter.Note();
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0.1, meter.PerSecond);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, meter.PerSecond);
    }

    [Fact]
    public void A_slot_of_long_ago_is_used_again()
    {
        var meter = new RateMeter(_time);
        for (var second = 0; second < 100; second++)
        {
            for (var i = 0; i < 3; i++)
                meter.Note();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(3, meter.PerSecond);
    }
}
