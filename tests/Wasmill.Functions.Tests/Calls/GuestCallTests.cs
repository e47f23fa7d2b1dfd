using System.Diagnostics;
using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Tests.Calls;

public sealed class GuestCallTests
{
    // A timer counts whole milliseconds: the deadlines are those that it meets early.
    [Fact]
    public void A_call_has_no_time_left_once_its_cancellation_has_fired()
    {
        for (var i = 0; i < 50; i++)
        {
            var deadline = Stopwatch.GetTimestamp() + (long)((5 + (i / 50.0)) * Stopwatch.Frequency / 1000);
            using var call = new GuestCall(
                new WasiWorld { Time = TimeProvider.System }, new FunctionConfig { Name = "test" }, deadline);
            Assert.True(call.Cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(10)));
            Assert.Equal(TimeSpan.Zero, call.TimeLeft);
        }
    }
}
