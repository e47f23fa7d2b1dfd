using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Tests.Sandbox;

public class ThreadPlacementTests
{
    [Fact]
    public void A_thread_that_leaves_its_processor_runs_on_another_one_and_may_come_back()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.ProcessorCount > 1, "needs Linux and two processors");
        var (refused, moved) = (0, 0);
        // A thread of its own: the test's thread belongs to the pool, and what is true of it must stay true.
        var thread = new Thread(() =>
        {
            // Each time it could leave it may run on two processors again. The system may move it back at once, but not every time.
            for (var i = 0; i < 100; i++)
            {
                var before = ThreadPlacement.Current;
                if (!ThreadPlacement.TryLeave(before))
                    refused++;
                if (ThreadPlacement.Current != before)
                    moved++;
            }
        });
        thread.Start();
        thread.Join();

        Assert.Equal(0, refused);
        Assert.InRange(moved, 1, 100);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1024)]
    [InlineData(int.MaxValue)]
    public void A_processor_that_cannot_be_is_not_left(int processor) => Assert.False(ThreadPlacement.TryLeave(processor));
}
