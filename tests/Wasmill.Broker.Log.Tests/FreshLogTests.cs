using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Wasmill.Broker.Log.Format;
using Wasmill.Broker.Log.Settings;
using Wasmill.Broker.Log.Tests.Simulation;
using Wasmill.Broker.Tests;

namespace Wasmill.Broker.Log.Tests;

/// <summary>The first start of a log.</summary>
public sealed class FreshLogTests
{
    // A segment without a checkpoint is a damaged log: a crash would be told as damage.
    [Fact]
    public void On_a_full_disk_no_segment_is_made_before_the_first_checkpoint()
    {
        var disk = new SimulatedDisk(new Random(1)) { IsFull = true };
        using var core = new LogCore(disk, new LogEngineOptions { ReserveBytes = 600 }, new FakeTimeProvider(), NullLogger.Instance);

        Assert.DoesNotContain(disk.Files.Keys, name => name.EndsWith(".seg", StringComparison.Ordinal));
        Assert.True(core.Usage.IsDiskFull);
    }

    [Fact]
    public async Task Once_there_is_room_the_first_checkpoint_and_the_segments_follow()
    {
        var time = new FakeTimeProvider();
        var disk = new SimulatedDisk(new Random(1)) { IsFull = true };
        using var core = new LogCore(disk, new LogEngineOptions { ReserveBytes = 600 }, time, NullLogger.Instance);
        disk.IsFull = false;
        time.Advance(TimeSpan.FromSeconds(5));

        core.Tick();
        var added = new LogTransaction { Events = [TestEvents.New("a", "1")], IsFromOutside = true };
        core.Commit([added]);

        Assert.Equal(CommitResult.Committed, await added.Done);
        Assert.Contains(CheckpointFile.Name, disk.Files.Keys);
        Assert.Contains(disk.Files.Keys, name => name.StartsWith(LogCore.Prefix, StringComparison.Ordinal));
    }
}
