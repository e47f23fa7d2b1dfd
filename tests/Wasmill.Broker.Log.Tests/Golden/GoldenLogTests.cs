using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Log.Inspection;
using Wasmill.Broker.Log.Settings;
using Wasmill.Broker.Records;
using Wasmill.Events.Filters;

namespace Wasmill.Broker.Log.Tests.Golden;

/// <summary>
/// Log folders that earlier versions and this one have written (tests/Golden) hold today what the writer noted beside them.
/// </summary>
public sealed class GoldenLogTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wasmill-golden-");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.Zero));
    private readonly List<string> _reports = [];

    public static TheoryData<string> Logs => [.. Directory.GetDirectories(Root)
        .SelectMany(version => Directory.GetDirectories(version, "log-*"))
        .Select(path => Path.GetRelativePath(Root, path))
        .Order(StringComparer.Ordinal)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Wasmill.slnx")))
                folder = folder.Parent!;
            return Path.Combine(folder.FullName, "tests", "Golden");
        }
    }

    [Theory]
    [MemberData(nameof(Logs))]
    public async Task A_log_of_an_earlier_version_holds_every_event_letter_retry_and_place(string log)
    {
        var folder = Copy(log);
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Root, $"{log}.json"), Cancel))!;
        Assert.False(LogInspector.Inspect(folder).IsDamaged);
        await using (var engine = LogEngine.Open(folder, new LogEngineOptions { ReserveBytes = 512 }, _time, new LineLogger(_reports.Add)))
        {
            Assert.Equal(["all", "idle"], engine.Triggers.Order(StringComparer.Ordinal));
            Assert.Equal(
                manifest["events"]!.AsArray().Select(one => one!.ToJsonString()),
                (await engine.ReadAsync(new ReadSpec(int.MaxValue), Cancel).ToListAsync(Cancel)).Select(Describe));
            Assert.Equal(
                manifest["deadLetters"]!.AsArray().Select(one => one!.ToJsonString()),
                (await engine.DeadLetters.ReadAsync(Cancel).ToListAsync(Cancel)).Select(Describe));
            foreach (var (trigger, type) in ((string, string)[])[("all", "*"), ("idle", "a")])
                await AssertGivenAsync(engine, trigger, type, manifest["triggers"]![trigger]!.AsArray());
        }

        // And once more, as this version has left it.
        Assert.False(LogInspector.Inspect(folder).IsDamaged);
        await using (LogEngine.Open(folder, new LogEngineOptions { ReserveBytes = 512 }, _time, new LineLogger(_reports.Add)))
            Assert.Empty(_reports);
    }

    [Fact]
    public void There_are_logs_of_two_versions_with_several_segments()
    {
        Assert.True(Directory.GetDirectories(Root).Length >= 2);
        Assert.All(Logs, log => Assert.True(Directory.GetFiles(Path.Combine(Root, log.Data), "events-*.seg").Length > 3));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Describe(StoredEvent stored) => new JsonObject
    {
        ["position"] = stored.Position,
        ["id"] = stored.Event.Id,
        ["type"] = stored.Event.Type,
        ["subject"] = stored.Event.Subject,
        ["audience"] = stored.Audience,
        ["data"] = stored.Event.HasData ? Convert.ToBase64String(stored.Event.Data.Span) : null,
    }.ToJsonString();

    private static string Describe(DeadLetter letter) => new JsonObject
    {
        ["number"] = letter.Number,
        ["trigger"] = letter.Trigger,
        ["id"] = letter.Event.Event.Id,
        ["reason"] = (int)letter.Reason,
        ["detail"] = letter.Detail,
        ["status"] = letter.Status,
    }.ToJsonString();

    // All retries are due by the clock of this test.
    private static async Task AssertGivenAsync(LogEngine engine, string trigger, string type, JsonArray expected)
    {
        await using var feed = await engine.OpenFeedAsync(trigger, new FeedSpec(FilterConfig.OfType(type).Compile()), Cancel);
        var given = new SortedDictionary<long, string>();
        await foreach (var delivery in feed.PullAsync(Cancel))
        {
            given.Add(delivery.Event.Position, new JsonObject
            {
                ["position"] = delivery.Event.Position,
                ["attempt"] = delivery.Attempt,
                ["failure"] = delivery.LastFailure,
                ["note"] = delivery.Note,
            }.ToJsonString());
            if (given.Count == expected.Count)
                break;
        }

        Assert.Equal(expected.Select(one => one!.ToJsonString()), given.Values);
        Assert.Equal(expected.Count, (await engine.StatusAsync(trigger, Cancel))!.Lag);
    }

    private string Copy(string log)
    {
        var to = _folder.CreateSubdirectory("log");
        foreach (var file in Directory.GetFiles(Path.Combine(Root, log)))
            File.Copy(file, Path.Combine(to.FullName, Path.GetFileName(file)));
        return to.FullName;
    }
}
