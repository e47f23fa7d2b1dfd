using Wasmill.Broker.Engines;
using Wasmill.Broker.Engines.Log;

namespace Wasmill.Broker.Tests.Engines.Log;

/// <summary>
/// Loss of power on a real file system that forgets what was not flushed: LazyFS, mounted by whoever runs the test. WASMILL_LAZYFS names a folder in the mount and
/// WASMILL_LAZYFS_FIFO the pipe that takes its commands. The simulation does the same without it.
/// </summary>
public sealed class PowerLossTests
{
    private const int Rounds = 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_is_there_after_the_unflushed_is_forgotten()
    {
        var (mount, fifo) = (Environment.GetEnvironmentVariable("WASMILL_LAZYFS"), Environment.GetEnvironmentVariable("WASMILL_LAZYFS_FIFO"));
        Assert.SkipWhen(string.IsNullOrEmpty(mount) || string.IsNullOrEmpty(fifo), "WASMILL_LAZYFS and WASMILL_LAZYFS_FIFO name no LazyFS mount");
        var folder = Path.Combine(mount!, Guid.NewGuid().ToString("N"));
        var acknowledged = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            // Not disposed: the power goes while the engine is open.
            var engine = LogEngine.Open(folder, new LogEngineOptions(), TimeProvider.System, _ => { });
            for (var i = 0; i < 10; i++)
            {
                var id = $"{round}-{i}";
                if (await engine.AppendAsync([TestEvents.New(id: id)], Cancel) is AppendResult.Stored)
                    acknowledged.Add(id);
            }

            await File.AppendAllTextAsync(fifo!, "lazyfs::clear-cache\n", Cancel);
        }

        await using var last = LogEngine.Open(folder, new LogEngineOptions(), TimeProvider.System, _ => { });
        var there = (await last.ReadAsync(new ReadSpec(), Cancel).ToListAsync(Cancel)).Select(stored => stored.Event.Id).ToHashSet();
        Assert.All(acknowledged, id => Assert.Contains(id, there));
    }
}
