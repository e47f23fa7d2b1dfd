using System.Text.Json;

namespace Wasmill.Acceptance;

/// <summary>What was, as a user works with it: dead letters, replay, trace, and the log's files.</summary>
public sealed class HistoryTests : IAsyncLifetime
{
    private readonly Tool _tool = Tool.Create();
    private FlakySink _sink = null!;

    public async ValueTask InitializeAsync()
    {
        _sink = await FlakySink.StartAsync();
        await _tool.SucceedAsync("create", "broker", "b");
        await _tool.SucceedAsync("create", "target", "cloudevents", "--name", "sink", "--endpoint", _sink.Address);
        await _tool.SucceedAsync("create", "trigger", "--name", "orders", "--eventTypes", "order", "--target", "sink");
    }

    public async ValueTask DisposeAsync()
    {
        await _tool.DisposeAsync();
        await _sink.DisposeAsync();
    }

    [Fact]
    public async Task Dead_letters_are_listed_shown_sent_again_and_purged()
    {
        _sink.Status = 400;
        foreach (var id in (string[])["a", "b", "c"])
            (await SendAsync(id)).Failed();
        var list = (await _tool.SucceedAsync("deadletters", "list")).Out;
        Assert.Matches(@"1 +\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ +orders +order +a +refused\n  400.* \(1 attempt\)\n", list);
        Assert.Equal(3, JsonDocument.Parse(
            (await _tool.SucceedAsync("deadletters", "list", "--trigger", "orders", "--reason", "refused", "-o", "json")).Out).RootElement
            .GetArrayLength());
        Assert.Equal("No dead letters\n", (await _tool.SucceedAsync("deadletters", "list", "--older-than", "1h")).Out);
        using var shown = JsonDocument.Parse((await _tool.SucceedAsync("deadletters", "show", "2", "-o", "json")).Out);
        Assert.Equal("b", shown.RootElement.GetProperty("event").GetProperty("id").GetString());

        // They survive a restart, and an accepting target gets them when they are sent again.
        await _tool.SucceedAsync("start", "--restart");
        _sink.Status = 202;
        Assert.Equal("1 dead letter redelivered\n", (await _tool.SucceedAsync("deadletters", "replay", "2")).Out);
        await _sink.WaitForAsync("b", times: 2);
        Assert.Equal("1 dead letter deleted\n", (await _tool.SucceedAsync("deadletters", "purge", "1")).Out);
        Assert.Equal("1 dead letter redelivered\n", (await _tool.SucceedAsync("deadletters", "replay", "--all")).Out);
        await _sink.WaitForAsync("c", times: 2);
        Assert.Equal("No dead letters\n", (await _tool.SucceedAsync("deadletters", "list")).Out);

        Assert.Contains(
            "no dead letters selected", (await _tool.RunAsync("deadletters", "purge")).Failed(2).Error, StringComparison.Ordinal);
        Assert.Contains(
            "the dead letter 99 does not exist",
            (await _tool.RunAsync("deadletters", "show", "99")).Failed().Error, StringComparison.Ordinal);
        Assert.Contains(
            "is not a valid reason",
            (await _tool.RunAsync("deadletters", "list", "--reason", "bad")).Failed().Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stored_events_are_counted_and_sent_again_to_one_trigger()
    {
        foreach (var id in (string[])["a", "b", "c"])
            (await SendAsync(id)).Succeeded();
        await _tool.SucceedAsync("send-event", "--eventType", "other", "{}");
        Assert.Equal("3 events would be redelivered\n", (await _tool.SucceedAsync("replay", "--trigger", "orders", "--dry-run")).Out);
        Assert.Equal(
            "2 events would be redelivered\n",
            (await _tool.SucceedAsync("replay", "--trigger", "orders", "--from", "2", "--to", "3", "--dry-run")).Out);
        Assert.Equal(
            "0 events would be redelivered\n", (await _tool.SucceedAsync("replay", "--trigger", "orders", "--to", "1h", "--dry-run")).Out);
        Assert.Equal(
            "2 events redelivered\n", (await _tool.SucceedAsync("replay", "--trigger", "orders", "--from", "2", "--rate", "100")).Out);
        await _sink.WaitForAsync("b", times: 2);
        await _sink.WaitForAsync("c", times: 2);
        // A replay of everything takes the stored events, not what the replay before has added.
        Assert.Equal("3 events would be redelivered\n", (await _tool.SucceedAsync("replay", "--trigger", "orders", "--dry-run")).Out);
        Assert.Contains(
            "the trigger \"nope\" does not exist",
            (await _tool.RunAsync("replay", "--trigger", "nope")).Failed().Error, StringComparison.Ordinal);
        Assert.Contains(
            "is not a valid --from",
            (await _tool.RunAsync("replay", "--trigger", "orders", "--from", "yesterday-ish")).Failed(2).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trigger_can_begin_in_the_past()
    {
        foreach (var id in (string[])["a", "b", "c"])
            (await SendAsync(id)).Succeeded();
        await _tool.SucceedAsync("create", "trigger", "--name", "all", "--target", "sink", "--from", "beginning");
        await _sink.WaitForAsync("a", times: 2);
        await _tool.SucceedAsync("create", "trigger", "--name", "some", "--target", "sink", "--from", "3");
        await _sink.WaitForAsync("c", times: 3);
        await _tool.SucceedAsync("create", "trigger", "--name", "since", "--target", "sink", "--from", "1h");
        await _sink.WaitForAsync("b", times: 3);
        Assert.Contains(
            "is not a valid --from",
            (await _tool.RunAsync("create", "trigger", "--target", "sink", "--from", "sometime")).Failed(2).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trace_shows_triggers_attempts_and_dead_letters_also_after_a_restart()
    {
        _sink.FailFirst = 1;
        (await SendAsync("retried")).Succeeded();
        _sink.Status = 403;
        (await SendAsync("refused")).Failed();
        await _tool.SucceedAsync("start", "--restart");
        var retried = (await _tool.SucceedAsync("trace", "retried")).Out;
        Assert.Contains("orders -> sink: delivered at attempt 2", retried, StringComparison.Ordinal);
        Assert.Matches(@"attempt 1 failed at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ: 503", retried);
        Assert.Contains("given up: 403", (await _tool.SucceedAsync("trace", "refused")).Out, StringComparison.Ordinal);
        Assert.Contains(
            "no event with the id \"nope\" is kept", (await _tool.RunAsync("trace", "nope")).Failed().Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_is_verified_counted_and_dumped_from_its_files()
    {
        (await SendAsync("a")).Succeeded();
        await _tool.SucceedAsync("stop");
        Assert.Contains(
            "1 event, 0 dead letters in 2 segments: no damage", (await _tool.SucceedAsync("log", "verify")).Out, StringComparison.Ordinal);
        Assert.Matches(@"orders +1 +0", (await _tool.SucceedAsync("log", "stat")).Out);
        using var line = JsonDocument.Parse((await _tool.SucceedAsync("log", "dump")).Out);
        Assert.Equal("a", line.RootElement.GetProperty("event").GetProperty("id").GetString());

        var segment = Directory.GetFiles(Path.Combine(_tool.Home, "b", "log"), "events-*.seg")
            .First(file => new FileInfo(file).Length > 100);
        var bytes = await File.ReadAllBytesAsync(segment, TestContext.Current.CancellationToken);
        bytes[70] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes, TestContext.Current.CancellationToken);
        var damaged = (await _tool.RunAsync("log", "verify")).Failed();
        Assert.Contains("damaged at offset 56", damaged.Out, StringComparison.Ordinal);
        Assert.Contains("1 damaged place", damaged.Out, StringComparison.Ordinal);
    }

    private Task<Outcome> SendAsync(string id) => _tool.RunAsync("send-event", "--eventType", "order", "--id", id, "--wait", "{}");
}
