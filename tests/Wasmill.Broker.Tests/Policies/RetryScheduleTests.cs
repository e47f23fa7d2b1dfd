using Wasmill.Broker.Policies;

namespace Wasmill.Broker.Tests.Policies;

public sealed class RetryScheduleTests
{
    private static readonly DeliveryPolicy Stated = new() { Retry = 4, BackoffDelay = TimeSpan.FromSeconds(0.2) };

    [Theory]
    [InlineData(BackoffPolicy.Exponential, new[] { 0.2, 0.4, 0.8, 1.6 })]
    [InlineData(BackoffPolicy.Linear, new[] { 0.2, 0.4, 0.6, 0.8 })]
    [InlineData(BackoffPolicy.Constant, new[] { 0.2, 0.2, 0.2, 0.2 })]
    public void A_stated_policy_gets_exactly_its_delays_and_its_number(BackoffPolicy backoff, double[] seconds)
    {
        var policy = Stated with { Backoff = backoff };
        var waits = Enumerable.Range(1, 5)
            .Select(failed => RetrySchedule.Next(policy, failed, TimeSpan.Zero, null, random: 0.9)?.TotalSeconds)
            .ToArray();
        Assert.Equal([.. seconds.Select(second => (double?)second), null], waits);
    }

    [Theory]
    [InlineData(BackoffPolicy.Exponential, new[] { 0.2, 0.4, 0.5, 0.5 })]
    [InlineData(BackoffPolicy.Linear, new[] { 0.2, 0.4, 0.5, 0.5 })]
    [InlineData(BackoffPolicy.Constant, new[] { 0.2, 0.2, 0.2, 0.2 })]
    public void A_stated_maximum_caps_the_waits_that_grow(BackoffPolicy backoff, double[] seconds)
    {
        var policy = Stated with { Backoff = backoff, BackoffMax = TimeSpan.FromSeconds(0.5) };
        Assert.Equal(seconds, Enumerable.Range(1, 4)
            .Select(failed => RetrySchedule.Next(policy, failed, TimeSpan.Zero, null, random: 0.9)!.Value.TotalSeconds));
    }

    [Fact]
    public void Retry_After_lengthens_a_wait_beyond_the_back_offs_maximum()
    {
        var policy = Stated with { BackoffMax = TimeSpan.FromSeconds(0.5), RetryAfterMax = TimeSpan.FromSeconds(8) };
        double? Wait(double asked) => RetrySchedule.Next(policy, 4, TimeSpan.Zero, TimeSpan.FromSeconds(asked), 0.5)?.TotalSeconds;
        Assert.Equal((0.5, 5.0, 8.0), (Wait(0.1), Wait(5), Wait(100)));
    }

    [Fact]
    public void No_retry_means_one_attempt() => Assert.Null(RetrySchedule.Next(Stated with { Retry = 0 }, 1, TimeSpan.Zero, null, 0.5));

    [Fact]
    public void The_default_doubles_from_half_a_second_to_five_minutes_for_a_day()
    {
        double Wait(int failed, double random)
            => RetrySchedule.Next(DeliveryPolicy.Default, failed, TimeSpan.FromHours(23), null, random)!.Value.TotalSeconds;
        Assert.Equal((0.5, 1.0, 300.0, 300.0), (Wait(1, 0.5), Wait(2, 0.5), Wait(11, 0.5), Wait(5000, 0.5)));
        Assert.Equal((0.45, 0.55), (Wait(1, 0), Wait(1, 1)));
        Assert.Null(RetrySchedule.Next(DeliveryPolicy.Default, 10, TimeSpan.FromHours(24), null, 0.5));
        // An event that was old when it was tried first is not given up at once.
        Assert.NotNull(RetrySchedule.Next(DeliveryPolicy.Default, 1, TimeSpan.FromDays(3), null, 0.5));
    }

    [Fact]
    public void Retry_After_lengthens_a_wait_and_never_shortens_it()
    {
        double? Wait(double asked) => RetrySchedule.Next(Stated, 3, TimeSpan.Zero, TimeSpan.FromSeconds(asked), 0.5)?.TotalSeconds;
        Assert.Equal((0.8, 5.0, 3600.0), (Wait(0.1), Wait(5), Wait(1e6)));
        Assert.Null(RetrySchedule.Next(Stated, 5, TimeSpan.Zero, TimeSpan.FromSeconds(5), 0.5));
    }

    [Theory]
    [InlineData(10, 0.8)]
    [InlineData(0.5, 0.8)]
    [InlineData(0, 0.8)]
    [InlineData(4, 4)]
    public void A_wish_is_heard_up_to_the_bound_and_with_a_bound_of_nothing_not_at_all(double most, double waited)
    {
        var asked = most == 10 ? TimeSpan.Zero : TimeSpan.FromSeconds(100);
        Assert.Equal(
            TimeSpan.FromSeconds(waited),
            RetrySchedule.Next(Stated with { RetryAfterMax = TimeSpan.FromSeconds(most) }, 3, TimeSpan.Zero, asked, 0.5));
    }

    [Fact]
    public void No_delay_overflows()
    {
        var policy = Stated with { Retry = int.MaxValue, BackoffDelay = TimeSpan.FromDays(1) };
        Assert.Equal(TimeSpan.FromDays(7), RetrySchedule.Next(policy, 100_000, TimeSpan.Zero, null, 0.5));
    }
}
