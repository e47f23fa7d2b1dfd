using Wasmill.Broker.Engines;
using Wasmill.Broker.Log.Settings;
using Wasmill.Broker.Tests;
using Wasmill.Events.Filters;

namespace Wasmill.Broker.Log.Tests.Simulation;

/// <summary>
/// Starts on a disk that fails to flush the last segment, so that it is rewritten into a new file, and crashes at every step of that; some
/// with a flipped bit in the segment.
/// </summary>
public sealed class RewriteSimulation(ITestOutputHelper output)
{
    private const int Lives = 4_000;
    private const int Events = 8;
    private const int Starts = 3;
    // A rewrite takes 30 to 40 operations of the disk.
    private const int LatestCrash = 60;

    private static readonly LogEngineOptions Options = new() { SegmentBytes = 64 << 10, ReserveBytes = 600 };

    [Fact]
    public void No_event_but_the_damaged_one_is_lost_wherever_a_rewrite_is_cut_off()
    {
        var kept = 0;
        for (var seed = 1; seed <= Lives; seed++)
        {
            var random = new Random(seed);
            var disk = new SimulatedDisk(random);
            var reports = new List<string>();
            Fill(disk, reports);
            var damaged = random.Next(2) == 0 ? random.Next(Events) : -1;
            var (segment, original) = disk.Files.Where(file => file.Key.StartsWith("events-", StringComparison.Ordinal))
                .Select(file => (file.Key, Damage(file.Value, damaged)))
                .Single();

            for (var start = 0; start < Starts; start++)
            {
                disk.FailNextFlush = random.Next(4) != 0;
                disk.CrashIn = random.Next(LatestCrash);
                _ = TryStart(disk, reports);
                disk.FailNextFlush = false;
                if (random.Next(2) == 0)
                    disk.LosePower();
                else
                    disk.Kill();
            }

            using var core = TryStart(disk, reports);
            Assert.True(core is not null, $"seed {seed}: the log does not open any more");
            var ids = core.ReadEvents(1, long.MaxValue).Select(stored => stored.Event.Id);
            var expected = Enumerable.Range(0, Events).Where(i => i != damaged).Select(i => $"{i}");
            Assert.True(
                expected.SequenceEqual(ids),
                $"seed {seed}, damaged {damaged}: {string.Join(' ', ids)} of {string.Join(' ', expected)}; "
                    + $"{string.Join("; ", disk.Files.Keys)}");

            if (disk.Files.TryGetValue(segment + ".damaged", out var copy))
            {
                Assert.True(
                    original.AsSpan().SequenceEqual(copy.Content), $"seed {seed}: what was kept of the damaged segment is not what it was");
                kept++;
            }

        }

        output.WriteLine($"{Lives} lives, {kept} damaged segments kept");
        Assert.True(kept > Lives / 20, $"only {kept} damaged segments were kept: the simulation does not disturb enough");
    }

    private static void Fill(SimulatedDisk disk, List<string> reports)
    {
        var core = TryStart(disk, reports)!;
        core.Open("t", new FeedSpec(FilterConfig.OfType("none").Compile()), out var opened);
        core.Commit([opened!]);
        for (var i = 0; i < Events; i++)
        {
            var transaction = new LogTransaction { Events = [TestEvents.New("t", $"{i}")], IsFromOutside = true };
            core.Commit([transaction]);
            Assert.Equal(CommitResult.Committed, transaction.Done.Result);
        }
    }

    // Flips a bit in the source of an event, and gives the whole content as it is then.
    private static byte[] Damage(SimulatedFile file, int number)
    {
        var at = -1;
        for (var i = 0; i <= number; i++)
            at += 1 + file.Content.AsSpan(at + 1).IndexOf("/test"u8);
        if (number >= 0)
            file.Flip(at, 1);
        return file.Content;
    }

    private static LogCore? TryStart(SimulatedDisk disk, List<string> reports)
    {
        try
        {
            return new LogCore(disk, Options, TimeProvider.System, new LineLogger(reports.Add));
        }
        catch (Exception error) when (error is SimulatedCrash or IOException)
        {
            return null;
        }
    }
}
