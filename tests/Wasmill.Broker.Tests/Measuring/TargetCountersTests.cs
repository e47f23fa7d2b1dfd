using Wasmill.Broker.Measuring;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Tests.Measuring;

/// <summary>What counts as a failure of a target.</summary>
public sealed class TargetCountersTests
{
    [Theory]
    [InlineData(DeliveryVerdict.Delivered, 0)]
    [InlineData(DeliveryVerdict.Busy, 0)]
    [InlineData(DeliveryVerdict.Retry, 1)]
    [InlineData(DeliveryVerdict.Refused, 1)]
    public void Failed_and_refused_attempts_are_failures(DeliveryVerdict verdict, int failures)
    {
        using var instruments = new BrokerInstruments();
        var counters = new TargetCounters("x", instruments);
        counters.Note(verdict, TimeSpan.FromMilliseconds(3));
        Assert.Equal((1, failures), (counters.AttemptTime.Count, counters.Failures));
    }
}
