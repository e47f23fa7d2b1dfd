using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Log.Format;
using Wasmill.Broker.Log.Inspection;
using Wasmill.Broker.Log.Segments;
using Wasmill.Broker.Log.Settings;
using Wasmill.Broker.Records;
using Wasmill.Broker.Tests;
using Wasmill.Events.Filters;

namespace Wasmill.Broker.Log.Tests;

/// <summary>
/// What a log says about segments that are gone, cut short, copied or renamed. In every case the rest is delivered, and what is lost is
/// told by file, position and trigger.
/// </summary>
public sealed class MissingSegmentTests : IDisposable
{
    private const int Events = 40;

    private static readonly LogEngineOptions Small = new() { SegmentBytes = 512, ReserveBytes = 4096 };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wasmill-missing-");
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _reports = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("first", true)]
    [InlineData("middle", true)]
    [InlineData("last", true)]
    [InlineData("first", false)]
    [InlineData("middle", false)]
    public async Task A_segment_that_is_gone_is_told_by_file_positions_and_trigger(string which, bool isClean)
    {
        var folder = await LogAsync("gone", isClean);
        var segments = Segments(folder, "events");
        var gone = which switch { "first" => 0, "middle" => segments.Count / 2, _ => segments.Count - 1 };
        var (first, last) = PositionsOf(folder, segments, gone);
        File.Delete(Path.Combine(folder, segments[gone]));
        await AssertLostAsync(folder, $"{segments[gone]}: missing: records ", first, last, DamageKind.Missing);
    }

    [Fact]
    public async Task Of_a_last_segment_that_is_gone_after_a_crash_only_the_least_number_of_events_is_known()
    {
        var folder = await LogAsync("least", isClean: false);
        var gone = Segments(folder, "events")[^1];
        File.Delete(Path.Combine(folder, gone));
        var damage = Assert.Single(LogInspector.Inspect(folder).Damages);
        Assert.Equal((gone, DamageKind.Missing, true), (damage.File, damage.Kind, damage.IsAtLeast));
        await using var engine = Open(folder);
        Assert.Contains(_reports, report => report.StartsWith(gone, StringComparison.Ordinal)
            && report.EndsWith($" (at least {damage.Lost} lost)", StringComparison.Ordinal));
        Assert.Equal(damage.Lost, (await engine.StatusAsync("t", Cancel))!.Lost);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_segment_that_is_cut_between_two_records_is_told(bool isLast)
    {
        var folder = await LogAsync("cut", isClean: true);
        var segments = Segments(folder, "events");
        var cut = isLast ? segments.Count - 1 : segments.Count / 2;
        var last = PositionsOf(folder, segments, cut).Last;
        var lost = CutLastEvent(Path.Combine(folder, segments[cut]));
        await AssertLostAsync(folder, $"{segments[cut]}: cut short: records ", lost, last, DamageKind.CutShort);
    }

    [Fact]
    public async Task A_log_without_any_segment_is_told_and_takes_new_events_at_new_positions()
    {
        var folder = await LogAsync("empty", isClean: true);
        foreach (var segment in Segments(folder, "events"))
            File.Delete(Path.Combine(folder, segment));
        await AssertLostAsync(folder, ": missing: records 1 to ", 1, Events, DamageKind.Missing);
    }

    [Fact]
    public async Task Damage_at_the_end_of_a_segment_that_is_not_the_last_costs_the_records_up_to_the_next()
    {
        var folder = await LogAsync("tail", isClean: true);
        var segments = Segments(folder, "events");
        var cut = segments.Count / 2;
        var last = PositionsOf(folder, segments, cut).Last;
        using (var stream = File.OpenWrite(Path.Combine(folder, segments[cut])))
            stream.SetLength(stream.Length - 3);
        await AssertLostAsync(folder, $"{segments[cut]}: damaged at offset ", last, last, DamageKind.Bytes);
    }

    [Fact]
    public async Task A_missing_segment_is_told_without_a_list_when_it_is_read_over()
    {
        var folder = await LogAsync("nolist", isClean: true);
        StripSections(folder);
        var segments = Segments(folder, "events");
        var (first, last) = PositionsOf(folder, segments, 1);
        File.Delete(Path.Combine(folder, segments[1]));
        await AssertLostAsync(folder, $"{segments[1]}: missing: records ", first, last, DamageKind.Missing);
    }

    [Fact]
    public async Task Missing_first_segments_are_told_without_a_list_by_the_trigger_that_needs_them()
    {
        var folder = await LogAsync("nofront", isClean: true);
        StripSections(folder);
        var segments = Segments(folder, "events");
        var last = PositionsOf(folder, segments, 1).Last;
        File.Delete(Path.Combine(folder, segments[0]));
        File.Delete(Path.Combine(folder, segments[1]));
        var ids = await IdsAsync(folder);
        Assert.Equal(Enumerable.Range((int)last + 1, Events - (int)last).Select(Text), ids);
        Assert.Contains(
            _reports, report => report.Contains("older events are undelivered: their segments are missing", StringComparison.Ordinal));
        Assert.Contains($"trigger t: {last} undelivered events are lost with the positions 1 to {last}", _reports);
    }

    [Fact]
    public async Task A_trigger_that_has_delivered_what_is_missing_has_lost_nothing()
    {
        var folder = Path.Combine(_folder.FullName, "done");
        await using (var engine = Open(folder))
        {
            await using var feed = await FeedAsync(engine);
            await FillAsync(engine, Events);
            await DeliverAsync(feed, Events / 2);
        }

        File.Delete(Path.Combine(folder, Segments(folder, "events")[0]));
        var summary = LogInspector.Inspect(folder);
        Assert.True(summary.IsDamaged);
        Assert.Equal(0, Assert.Single(summary.Triggers).Lost);
        await using var again = Open(folder);
        Assert.Equal(0, (await again.StatusAsync("t", Cancel))!.Lost);
        Assert.Equal(1, again.Usage.Damages);
    }

    [Fact]
    public async Task A_copy_of_a_segment_is_put_aside_and_nothing_is_delivered_twice()
    {
        var folder = await LogAsync("copy", isClean: true);
        var segments = Segments(folder, "events");
        File.Copy(Path.Combine(folder, segments[1]), Path.Combine(folder, "events-copy.seg"));
        File.Copy(Path.Combine(folder, segments[1]), Path.Combine(folder, "events-00000000000000999999.seg"));
        Assert.Equal([DamageKind.Stray, DamageKind.Stray], LogInspector.Inspect(folder).Damages.Select(damage => damage.Kind));
        Assert.Equal(Enumerable.Range(1, Events).Select(Text), await IdsAsync(folder));
        Assert.Contains($"events-copy.seg: it holds the records of {segments[1]}; it is kept as events-copy.seg.damaged", _reports);
        Assert.True(File.Exists(Path.Combine(folder, "events-00000000000000999999.seg.damaged")));
        Assert.Equal(Events + 1, LogInspector.Events(folder).Count());
        Assert.False(LogInspector.Inspect(folder).IsDamaged);
    }

    [Fact]
    public async Task A_segment_under_another_name_is_read_and_gets_its_own_name_back()
    {
        var folder = await LogAsync("renamed", isClean: false);
        var segments = Segments(folder, "events");
        File.Move(Path.Combine(folder, segments[2]), Path.Combine(folder, "events-2.seg"));
        Assert.Equal(Enumerable.Range(1, Events).Select(Text), await IdsAsync(folder));
        Assert.Contains($"events-2.seg: it is renamed to {segments[2]}, as its records say", _reports);
        Assert.True(File.Exists(Path.Combine(folder, segments[2])));
    }

    [Fact]
    public async Task A_segment_without_any_intact_record_is_kept_beside_and_told()
    {
        var folder = await LogAsync("rubbish", isClean: true);
        var segments = Segments(folder, "events");
        var (first, last) = PositionsOf(folder, segments, 1);
        await File.WriteAllBytesAsync(Path.Combine(folder, segments[1]), new byte[900], Cancel);
        var ids = await IdsAsync(folder);
        Assert.Equal(Enumerable.Range(1, Events).Where(id => id < first || id > last).Select(Text), ids);
        Assert.Contains($"{segments[1]}: it holds no intact record; it is kept as {segments[1]}.damaged", _reports);
        Assert.Equal(900, new FileInfo(Path.Combine(folder, $"{segments[1]}.damaged")).Length);
    }

    [Fact]
    public async Task A_segment_of_another_log_is_named_by_verify_and_refused_with_what_to_do()
    {
        var one = await LogAsync("one", isClean: true);
        var two = await LogAsync("two", isClean: true);
        var name = Segments(one, "events")[1];
        File.Copy(Path.Combine(two, name), Path.Combine(one, name), overwrite: true);
        Assert.Contains(
            LogInspector.Inspect(one).Damages,
            damage => damage.File == name && damage.ToString().Contains("belongs to another log", StringComparison.Ordinal));
        var error = Assert.Throws<LogFormatException>(() => Open(one));
        Assert.Equal($"{name} belongs to another log: move it out of the folder, and put back the file that belongs there", error.Message);
    }

    [Fact]
    public async Task Segments_that_were_given_back_are_not_missing()
    {
        var living = Path.Combine(_folder.FullName, "retention");
        var options = Small with { RetainBytes = 2048, CheckpointBytes = 1500 };
        await using var engine = LogEngine.Open(living, options, _time, new LineLogger(_reports.Add));
        await using var feed = await FeedAsync(engine);
        for (var round = 0; round < 30; round++)
        {
            await FillAsync(engine, 5);
            await DeliverAsync(feed, 5);
            // As a process leaves it that is killed now.
            var killed = Copy(living, $"killed{round}");
            Assert.False(LogInspector.Inspect(killed).IsDamaged);
            await using var again = LogEngine.Open(
                killed, options, _time, new LineLogger(report => _reports.Add($"round {round}: {report}")));
        }

        Assert.NotEqual(
            1,
            LogInspector.Inspect(living).Segments
                .First(segment => segment.File.StartsWith("events-", StringComparison.Ordinal)).FirstPosition);
        Assert.Empty(_reports);
    }

    [Theory]
    [InlineData("first")]
    [InlineData("middle")]
    [InlineData("last")]
    public async Task A_segment_of_dead_letters_that_is_gone_is_told_and_no_number_is_given_twice(string which)
    {
        const int Letters = 12;
        var folder = Path.Combine(_folder.FullName, "letters");
        await BuryAsync(folder, Letters);
        var segments = Segments(folder, "dead");
        Assert.True(segments.Count > 2);
        var gone = which switch { "first" => 0, "middle" => 1, _ => segments.Count - 1 };
        var (first, last) = PositionsOf(folder, segments, gone);
        File.Delete(Path.Combine(folder, segments[gone]));

        Assert.Contains(
            LogInspector.Inspect(folder).Damages,
            damage => damage.File == segments[gone] && (damage.Position, damage.NextPosition) == (first, last + 1));
        await using var engine = Open(folder);
        Assert.Contains(_reports, report => report.StartsWith($"{segments[gone]}: missing: ", StringComparison.Ordinal)
            && report.Contains($"dead letters {first} to {last} ({last - first + 1} lost)", StringComparison.Ordinal));
        Assert.Equal(1, engine.Usage.Damages);
        var numbers = await engine.DeadLetters.ReadAsync(Cancel).Select(letter => letter.Number).ToListAsync(Cancel);
        Assert.Equal(Enumerable.Range(1, Letters).Select(number => (long)number).Where(number => number < first || number > last), numbers);
        await using var feed = await FeedAsync(engine);
        await engine.AppendAsync([TestEvents.New(id: "more")], Cancel);
        await GiveUpAsync(feed, 1);
        Assert.Equal(
            Letters + 1, await engine.DeadLetters.ReadAsync(Cancel).Select(letter => letter.Number).MaxAsync(cancellationToken: Cancel));
    }

    [Fact]
    public async Task Dead_letters_that_were_removed_are_not_missing()
    {
        var living = Path.Combine(_folder.FullName, "purged");
        await BuryAsync(living, 12);
        var before = Segments(living, "dead").Count;
        await using (var engine = Open(living))
        {
            await engine.DeadLetters.RemoveAsync(Enumerable.Range(1, 11).Select(number => (long)number).ToList(), Cancel);
            await using var killed = LogEngine.Open(Copy(living, "purged-killed"), Small, _time, new LineLogger(_reports.Add));
        }

        Assert.True(Segments(living, "dead").Count < before);
        Assert.False(LogInspector.Inspect(living).IsDamaged);
        await using var again = Open(living);
        Assert.Equal(12, Assert.Single(await again.DeadLetters.ReadAsync(Cancel).ToListAsync(Cancel)).Number);
        Assert.Empty(_reports);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static List<string> Segments(string folder, string prefix)
        => [.. Directory.GetFiles(folder, $"{prefix}-*.seg").Order(StringComparer.Ordinal).Select(path => Path.GetFileName(path))];

    // The positions of the events in a segment.
    private static (long First, long Last) PositionsOf(string folder, List<string> segments, int index)
    {
        var summary = LogInspector.Inspect(folder).Segments.Single(segment => segment.File == segments[index]);
        Assert.True(summary.Events > 0);
        return (summary.FirstPosition, summary.FirstPosition + summary.Events - 1);
    }

    // Cuts a segment where its last event begins; that event's position.
    private static long CutLastEvent(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var (offset, last, position) = (SegmentHeader.Size, 0, 0L);
        while (offset < bytes.Length)
        {
            var header = RecordHeader.TryRead(bytes.AsSpan(offset, RecordHeader.Size))!.Value;
            if (header.Events > 0)
                (last, position) = (offset, header.FirstPosition);
            offset += header.RecordLength;
        }

        using var stream = File.OpenWrite(path);
        stream.SetLength(last);
        return position;
    }

    // Makes a folder as the first version left it: its checkpoints ended with the triggers.
    private static void StripSections(string folder)
    {
        foreach (var name in (string[])[CheckpointFile.Name, CheckpointFile.OlderName])
        {
            var path = Path.Combine(folder, name);
            var disk = new ReadOnlyFolder(folder);
            var whole = CheckpointFile.TryRead(disk, name)!;
            var writer = new ByteWriter(4096);
            foreach (var one in File.ReadAllBytes(path).AsSpan(0, 40))
                writer.Byte(one);
            writer.Number(whole.NextTrigger);
            writer.Number(whole.Triggers.Count);
            foreach (var trigger in whole.Triggers)
                trigger.Write(writer);
            var checksum = Checksum.Compute(writer.Written);
            writer.Skip(sizeof(uint));
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(writer.Written[^sizeof(uint)..], checksum);
            File.WriteAllBytes(path, writer.Written.ToArray());
            Assert.Null(CheckpointFile.TryRead(disk, name)!.Segments);
        }
    }

    private static ValueTask<ITriggerFeed> FeedAsync(LogEngine engine)
        => engine.OpenFeedAsync("t", new FeedSpec(FilterConfig.OfType("*").Compile()), Cancel);

    private static async Task FillAsync(LogEngine engine, int count)
    {
        for (var i = 0; i < count; i++)
            await engine.AppendAsync([TestEvents.New(id: Text((int)((await engine.StatusAsync("t", Cancel))!.Tail + 1)))], Cancel);
    }

    private static Task DeliverAsync(ITriggerFeed feed, int count) => FinishAsync(feed, count, new AttemptOutcome.Delivered());

    private static Task GiveUpAsync(ITriggerFeed feed, int count)
        => FinishAsync(feed, count, new AttemptOutcome.GivenUp(DeadLetterReason.Refused, "no", 400));

    private static async Task FinishAsync(ITriggerFeed feed, int count, AttemptOutcome outcome)
    {
        await foreach (var delivery in feed.PullAsync(Cancel))
        {
            Assert.IsType<FinishResult.Recorded>(await delivery.FinishAsync(outcome, [], Cancel));
            if (--count == 0)
                break;
        }
    }

    private LogEngine Open(string folder) => LogEngine.Open(folder, Small, _time, new LineLogger(_reports.Add));

    // A log of several segments whose events nobody has delivered, stopped or killed.
    private async Task<string> LogAsync(string name, bool isClean)
    {
        var living = Path.Combine(_folder.FullName, $"{name}-living");
        string killed;
        await using (var engine = Open(living))
        {
            await using var feed = await FeedAsync(engine);
            await FillAsync(engine, Events);
            killed = Copy(living, name);
        }

        var folder = isClean ? living : killed;
        Assert.True(Segments(folder, "events").Count > 4);
        Assert.False(LogInspector.Inspect(folder).IsDamaged);
        return folder;
    }

    // Segments of dead letters are at least 1 MiB.
    private async Task BuryAsync(string folder, int count)
    {
        await using var engine = Open(folder);
        await using var feed = await FeedAsync(engine);
        for (var i = 1; i <= count; i++)
            await engine.AppendAsync([new NewEvent(TestEvents.Event(id: Text(i), data: new string('x', 300_000)), null, 0)], Cancel);
        await GiveUpAsync(feed, count);
    }

    private string Copy(string from, string name)
    {
        var to = Directory.CreateDirectory(Path.Combine(_folder.FullName, name));
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to.FullName, Path.GetFileName(file)));
        return to.FullName;
    }

    // Verify tells before the start; the start tells file, positions and trigger; the rest is delivered; the count stays after another
    // start; verify still tells.
    private async Task AssertLostAsync(string folder, string text, long first, long last, DamageKind kind)
    {
        var lost = last - first + 1;
        var summary = LogInspector.Inspect(folder);
        Assert.True(summary.IsDamaged);
        Assert.Contains(summary.Damages, damage => damage.Kind == kind && damage.ToString().Contains(text, StringComparison.Ordinal));
        Assert.Equal(
            (lost, first, last + 1),
            (
                summary.Damages.Sum(damage => damage.Lost),
                summary.Damages.Min(damage => damage.Position),
                summary.Damages.Max(damage => damage.NextPosition)));
        Assert.Equal(lost, Assert.Single(summary.Triggers).Lost);

        _reports.Clear();
        Assert.Equal(Enumerable.Range(1, Events).Where(id => id < first || id > last).Select(Text), await IdsAsync(folder, lost));
        Assert.Contains(_reports, report => report.Contains(text, StringComparison.Ordinal));
        Assert.Equal(lost, _reports.Where(report => report.StartsWith("trigger t: ", StringComparison.Ordinal))
            .Sum(report => long.Parse(report.Split(' ')[2], CultureInfo.InvariantCulture)));

        await using var again = Open(folder);
        Assert.Equal(lost, (await again.StatusAsync("t", Cancel))!.Lost);
        summary = LogInspector.Inspect(folder);
        Assert.Equal(lost, Assert.Single(summary.Triggers).Lost);
        // Nothing comes before the gap any more when the oldest segments were lost.
        if (first > 1)
            Assert.Equal((true, lost), (summary.IsDamaged, summary.Damages.Sum(damage => damage.Lost)));
    }

    // What the trigger is given after a start, before an event that is stored then; all of it is delivered.
    private async Task<List<string>> IdsAsync(string folder, long? lost = null)
    {
        await using var engine = Open(folder);
        await using var feed = await FeedAsync(engine);
        var last = Assert.IsType<AppendResult.Stored>(await engine.AppendAsync([TestEvents.New(id: "end")], Cancel)).Events[0].Position;
        Assert.Equal(Events + 1, last);
        var ids = new List<string>();
        await foreach (var delivery in feed.PullAsync(Cancel))
        {
            if (delivery.Event.Position == last)
                break;
            ids.Add(delivery.Event.Event.Id);
        }

        Assert.True(engine.Usage.Damages > 0);
        if (lost is { } count)
            Assert.Equal(count, (await engine.StatusAsync("t", Cancel))!.Lost);
        return ids;
    }
}
