using System.Net.Http.Headers;
using System.Text.Json;
using Wasmill.Acceptance.Golden;

namespace Wasmill.Acceptance;

/// <summary>A segment that is taken out of the middle of a broker's log, as a user comes to know of it.</summary>
public sealed class LostSegmentTests : IAsyncLifetime
{
    // Of a log with small segments and the triggers "all" and "idle": the events at the positions 36 to 53, whose ids are id-36 to id-53.
    // "idle" has every second event undelivered, "all" four of these.
    private const string Segment = "events-00000000000000000039.seg";
    private const string Missing = $"{Segment}: missing: records 39 to 56, event positions 36 to 53 (18 lost)";

    private readonly Tool _tool = Tool.Create();
    private FlakySink _sink = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Log => Path.Combine(_tool.Home, "b", "log");

    private string Elsewhere => Path.Combine(_tool.Folder, Segment);

    public async ValueTask InitializeAsync()
    {
        _sink = await FlakySink.StartAsync();
        await _tool.SucceedAsync("create", "broker", "b");
        await _tool.SucceedAsync("create", "target", "cloudevents", "--name", "sink", "--endpoint", _sink.Address);
        await _tool.SucceedAsync("create", "trigger", "--name", "all", "--target", "sink");
        await _tool.SucceedAsync("create", "trigger", "--name", "idle", "--eventTypes", "a", "--target", "sink");
        await _tool.SucceedAsync("stop");
        Directory.Delete(Log, recursive: true);
        Directory.CreateDirectory(Log);
        foreach (var file in Directory.GetFiles(Path.Combine(GoldenHome.Root, "2026-12", "log-clean")))
            File.Copy(file, Path.Combine(Log, Path.GetFileName(file)));
        Assert.Equal("66 events, 5 dead letters in 6 segments: no damage\n", (await _tool.SucceedAsync("log", "verify")).Out);
        File.Move(Path.Combine(Log, Segment), Elsewhere);
    }

    public async ValueTask DisposeAsync()
    {
        await _tool.DisposeAsync();
        await _sink.DisposeAsync();
    }

    [Fact]
    public async Task Verify_names_file_positions_and_numbers_until_the_file_is_back()
    {
        Assert.Equal(
            $"{Missing}\ntrigger all: 4 undelivered events lost\ntrigger idle: 9 undelivered events lost\n"
                + "48 events, 5 dead letters in 5 segments: 1 damaged place\n",
            (await _tool.RunAsync("log", "verify")).Failed().Out);

        using var shown = JsonDocument.Parse((await _tool.RunAsync("log", "verify", "-o", "json")).Failed().Out);
        Assert.True(shown.RootElement.GetProperty("isDamaged").GetBoolean());
        var damage = Assert.Single(shown.RootElement.GetProperty("damages").EnumerateArray());
        Assert.Equal(
            (Segment, "missing", Missing),
            (damage.GetProperty("file").GetString(), damage.GetProperty("kind").GetString(), damage.GetProperty("text").GetString()));
        Assert.Equal(
            (36, 54, 18, false),
            (
                damage.GetProperty("position").GetInt64(),
                damage.GetProperty("nextPosition").GetInt64(),
                damage.GetProperty("lost").GetInt64(),
                damage.GetProperty("isAtLeast").GetBoolean()));
        Assert.Equal(["all 4", "idle 9"], shown.RootElement.GetProperty("triggers").EnumerateArray().Select(Lost));

        // The broker has not started since: nothing was lost.
        File.Move(Elsewhere, Path.Combine(Log, Segment));
        Assert.Equal("66 events, 5 dead letters in 6 segments: no damage\n", (await _tool.SucceedAsync("log", "verify")).Out);
        await _tool.SucceedAsync("start");
        await _tool.WaitForRestAsync();
        await _sink.WaitForAsync("id-41", times: 1);
        await _sink.WaitForAsync("id-52", times: 2);
        Assert.DoesNotContain(" lost", (await _tool.SucceedAsync("describe")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_starts_without_it_says_what_is_lost_once_and_delivers_the_rest()
    {
        await _tool.SucceedAsync("start");
        await _tool.WaitForRestAsync();

        var logged = await File.ReadAllTextAsync(Path.Combine(_tool.Home, "b", "logs", "broker.log"), Cancel);
        foreach (var line in (string[])[
            Missing,
            "trigger all: 4 undelivered events are lost with the positions 36 to 53",
            "trigger idle: 9 undelivered events are lost with the positions 36 to 53",
        ])
            Assert.Equal(2, logged.Split($" b | error: {line}\n").Length);
        await AssertCountedAsync(damages: 1);
        await _sink.WaitForAsync("id-54", times: 2);
        Assert.DoesNotContain(_sink.Received.Keys, id => id.StartsWith("id-", StringComparison.Ordinal)
            && int.Parse(id[3..], System.Globalization.CultureInfo.InvariantCulture) is >= 36 and <= 53);

        // What is lost is not counted again at the next start; the gap is still found by who looks for it.
        await _tool.SucceedAsync("start", "--restart");
        await AssertCountedAsync(damages: 0);
        Assert.Contains(
            "records 39 to 56, event positions 36 to 53 (18 lost)\n",
            (await _tool.RunAsync("log", "verify")).Failed().Out,
            StringComparison.Ordinal);

        // The events are there again for a replay; that they were lost to the triggers stays true.
        await _tool.SucceedAsync("stop");
        File.Move(Elsewhere, Path.Combine(Log, Segment));
        Assert.Equal(
            "trigger all: 4 undelivered events lost\ntrigger idle: 9 undelivered events lost\n"
                + "66 events, 5 dead letters in 6 segments: no damage\n",
            (await _tool.SucceedAsync("log", "verify")).Out);
        await _tool.SucceedAsync("start");
        await _tool.SucceedAsync("replay", "--trigger", "idle", "--from", "36", "--to", "53");
        await _sink.WaitForAsync("id-52", times: 1);
        await AssertCountedAsync(damages: 0);
    }

    private async Task AssertCountedAsync(int damages)
    {
        using var status = JsonDocument.Parse((await _tool.SucceedAsync("describe", "-o", "json")).Out);
        Assert.Equal(["all 4", "idle 9"], status.RootElement.GetProperty("triggers").EnumerateArray().Select(Lost));
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", await File.ReadAllTextAsync(Path.Combine(_tool.Home, "b", "token"), Cancel));
        var metrics = await http.GetStringAsync(new Uri($"{status.RootElement.GetProperty("url").GetString()}/metrics"), Cancel);
        foreach (var line in (string[])[
            "wasmill_trigger_lost_events{trigger=\"all\"} 4",
            "wasmill_trigger_lost_events{trigger=\"idle\"} 9",
            $"wasmill_log_damages_total {damages}",
        ])
            Assert.Contains($"\n{line}\n", metrics, StringComparison.Ordinal);
    }

    private static string Lost(JsonElement trigger)
        => $"{trigger.GetProperty("name").GetString()} {trigger.GetProperty("lost").GetInt64()}";
}
