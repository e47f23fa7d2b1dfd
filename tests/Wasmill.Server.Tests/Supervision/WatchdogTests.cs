using Microsoft.Extensions.Logging.Abstractions;
using Wasmill.Server.Supervision;

namespace Wasmill.Server.Tests.Supervision;

/// <summary>A process shows signs of life as long as it is alive.</summary>
public sealed class WatchdogTests
{
    [Fact]
    public async Task Signs_of_life_come_while_the_process_is_alive_and_no_more_afterwards()
    {
        using var folder = new TemporaryFolder();
        using var manager = new NotifySocket(folder.Path("notify"));
        using var notifier = new ServiceNotifier(folder.Path("notify"), TimeProvider.System, NullLogger.Instance);
        var (isAlive, looked) = (true, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var watchdog = Watchdog.Start(
            TimeSpan.FromMilliseconds(20),
            () =>
            {
                if (!Volatile.Read(ref isAlive))
                    looked.TrySetResult();
                return Volatile.Read(ref isAlive);
            },
            notifier,
            TimeProvider.System);
        for (var i = 0; i < 3; i++)
            Assert.Equal(["WATCHDOG=1"], await manager.ReceiveAsync());

        Volatile.Write(ref isAlive, false);
        await looked.Task;
        notifier.Stopping("the end");
        // At most the sign that was on its way.
        var next = await manager.ReceiveAsync();
        while (next is ["WATCHDOG=1"])
            next = await manager.ReceiveAsync();
        Assert.Equal(["STOPPING=1", "STATUS=the end"], next);
    }
}
