using Microsoft.Extensions.Time.Testing;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Log.Format;
using Wasmill.Broker.Log.Settings;
using Wasmill.Broker.Records;
using Wasmill.Broker.Tests;
using Wasmill.Events.Filters;

namespace Wasmill.Broker.Log.Tests;

/// <summary>What a log does about files that are not as it wrote them. Each test is named after the damage.</summary>
public sealed class LogDamageTests : IDisposable
{
    private const int Events = 6;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wasmill-damage-");
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _reports = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_torn_last_record_is_cut_off_and_reported_and_the_rest_is_there()
    {
        var killed = await KilledAsync("torn");
        Cut(Segment(killed), 5);
        Assert.Equal(["1", "2", "3", "4", "5"], await IdsAsync(killed));
        Assert.Contains(
            _reports,
            report => report.Contains("not a whole record (a write that a crash cut off); they are skipped", StringComparison.Ordinal));
        // Reported once: the next start finds a whole file.
        _reports.Clear();
        Assert.Equal(["1", "2", "3", "4", "5", "end"], await IdsAsync(killed));
        Assert.Empty(_reports);
    }

    [Fact]
    public async Task Zeros_at_the_end_are_no_records()
    {
        var killed = await KilledAsync("zeros");
        await using (var stream = new FileStream(Segment(killed), FileMode.Append))
            stream.Write(new byte[5000]);
        Assert.Equal(Events, (await IdsAsync(killed)).Count);
    }

    [Fact]
    public async Task A_flipped_bit_anywhere_costs_at_most_its_record_and_never_gives_a_wrong_event()
    {
        var whole = await KilledAsync("whole");
        var bytes = await File.ReadAllBytesAsync(Segment(whole), Cancel);
        for (var offset = 0; offset < bytes.Length; offset += 3)
        {
            var folder = Copy(whole, $"flip{offset}");
            var damaged = (byte[])bytes.Clone();
            damaged[offset] ^= (byte)(1 << offset % 8);
            await File.WriteAllBytesAsync(Segment(folder), damaged, Cancel);
            _reports.Clear();
            List<string> ids;
            try
            {
                ids = await IdsAsync(folder);
            }
            catch (LogFormatException) when (offset is 6 or 7 or (>= 8 and < 24))
            {
                // Version and log id of the header: with a right checksum they would be another version or another log.
                continue;
            }

            Assert.True(ids.Count >= Events - 1, $"offset {offset}: {string.Join(' ', ids)}");
            Assert.Equal(ids, Enumerable.Range(1, Events).Select(i => $"{i}").Where(ids.Contains));
            Assert.True(_reports.Count > 0, $"offset {offset}: nothing was reported");
        }
    }

    [Fact]
    public async Task A_damaged_record_in_the_middle_is_reported_with_its_positions()
    {
        var killed = await KilledAsync("middle");
        var bytes = await File.ReadAllBytesAsync(Segment(killed), Cancel);
        bytes[bytes.Length / 2] ^= 0x10;
        await File.WriteAllBytesAsync(Segment(killed), bytes, Cancel);
        var ids = await IdsAsync(killed);
        var lost = Assert.Single(Enumerable.Range(1, Events), i => !ids.Contains($"{i}"));
        Assert.Contains(_reports, report => report.Contains($"event positions {lost} to {lost}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_open_retry_whose_event_is_damaged_is_given_up_and_does_not_stop_the_others()
    {
        var folder = Path.Combine(_folder.FullName, "retry");
        await using (var engine = Open(folder))
        {
            await using var feed = await FeedAsync(engine);
            await engine.AppendAsync([TestEvents.New(id: "1")], Cancel);
            await engine.AppendAsync([TestEvents.New(id: "2")], Cancel);
            await foreach (var delivery in feed.PullAsync(Cancel))
            {
                await delivery.FinishAsync(new AttemptOutcome.RetryAt(_time.GetUtcNow() + TimeSpan.FromSeconds(1), "503", 503), [], Cancel);
                if (delivery.Event.Event.Id == "2")
                    break;
            }
        }

        var bytes = await File.ReadAllBytesAsync(Segment(folder), Cancel);
        var at = bytes.AsSpan().IndexOf("/test"u8);
        bytes[at] ^= 1;
        await File.WriteAllBytesAsync(Segment(folder), bytes, Cancel);

        _time.Advance(TimeSpan.FromSeconds(1));
        await using var again = Open(folder);
        await using var reopened = await FeedAsync(again);
        await foreach (var delivery in reopened.PullAsync(Cancel))
        {
            Assert.Equal("2", delivery.Event.Event.Id);
            break;
        }

        Assert.Equal(1, (await again.StatusAsync("t", Cancel))!.Lag);
        Assert.Contains(_reports, report => report.Contains("damaged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_checkpoint_is_replaced_by_the_one_before()
    {
        var killed = await KilledAsync("older");
        await File.WriteAllTextAsync(Path.Combine(killed, "checkpoint"), "rubbish", Cancel);
        Assert.Equal(Events, (await IdsAsync(killed)).Count);
        Assert.Contains(_reports, report => report.Contains("the one before it is used", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_any_checkpoint_triggers_begin_with_the_oldest_event_so_that_none_is_lost()
    {
        var killed = await KilledAsync("none");
        File.Delete(Path.Combine(killed, "checkpoint"));
        File.Delete(Path.Combine(killed, "checkpoint.old"));
        Assert.Equal(Events, (await IdsAsync(killed, "another")).Count);
        Assert.Contains(_reports, report => report.Contains("events will be delivered again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_log_of_another_version_is_refused_and_not_touched()
    {
        var killed = await KilledAsync("version");
        var file = Segment(killed);
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        bytes[6] = 9;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(52), Checksum.Compute(bytes.AsSpan(0, 52)));
        await File.WriteAllBytesAsync(file, bytes, Cancel);
        var error = Assert.Throws<LogFormatException>(() => Open(killed));
        Assert.Contains("format version 9; this program knows version 1", error.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(file, Cancel));
    }

    [Fact]
    public async Task A_segment_of_another_log_is_refused_by_name()
    {
        var one = await KilledAsync("one");
        var two = await KilledAsync("two");
        File.Copy(Segment(two), Segment(one), overwrite: true);
        Assert.Contains("belongs to another log", Assert.Throws<LogFormatException>(() => Open(one)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Segment(string folder) => Directory.GetFiles(folder, "events-*.seg").Order(StringComparer.Ordinal).Last();

    private static void Cut(string file, int bytes)
    {
        using var stream = new FileStream(file, FileMode.Open);
        stream.SetLength(stream.Length - bytes);
    }

    private static ValueTask<ITriggerFeed> FeedAsync(LogEngine engine, string name = "t")
        => engine.OpenFeedAsync(name, new FeedSpec(FilterConfig.OfType("*").Compile()), Cancel);

    private LogEngine Open(string folder)
        => LogEngine.Open(folder, new LogEngineOptions { ReserveBytes = 4096 }, _time, new LineLogger(_reports.Add));

    // A log with some events, and a trigger that has delivered none of them, as a process leaves it that is killed.
    private async Task<string> KilledAsync(string name)
    {
        var living = Path.Combine(_folder.FullName, $"{name}-living");
        await using var engine = Open(living);
        await using var feed = await FeedAsync(engine);
        for (var i = 1; i <= Events; i++)
            await engine.AppendAsync([TestEvents.New(id: $"{i}")], Cancel);
        return Copy(living, name);
    }

    private string Copy(string from, string name)
    {
        var to = Directory.CreateDirectory(Path.Combine(_folder.FullName, name));
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to.FullName, Path.GetFileName(file)));
        return to.FullName;
    }

    // What the trigger is given after a start.
    private async Task<List<string>> IdsAsync(string folder, string trigger = "t")
    {
        await using var engine = Open(folder);
        await using var feed = await FeedAsync(engine, trigger);
        // The last one: when it comes, everything before it has come.
        var last = Assert.IsType<AppendResult.Stored>(await engine.AppendAsync([TestEvents.New(id: "end")], Cancel)).Events[0].Position;
        var ids = new List<string>();
        await foreach (var delivery in feed.PullAsync(Cancel))
        {
            Assert.Equal("{}", System.Text.Encoding.UTF8.GetString(delivery.Event.Event.Data.Span));
            if (delivery.Event.Position == last)
                break;
            ids.Add(delivery.Event.Event.Id);
        }

        return ids;
    }
}
