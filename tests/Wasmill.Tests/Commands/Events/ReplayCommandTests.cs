using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Events;

public sealed class ReplayCommandTests
{
    [Fact]
    public async Task Stored_events_are_counted_and_redelivered()
    {
        await using var rig = new CommandRig();
        await using var sink = await FlakySink.StartAsync();
        await (await rig.StartBrokerAsync()).DeliverToAsync(sink.Address, TestContext.Current.CancellationToken);
        foreach (var id in (string[])["e1", "e2"])
            (await rig.RunAsync("send-event", "--wait", "--id", id, "{}")).Succeeded();
        Assert.Equal("2 events would be redelivered\n", (await rig.RunAsync("replay", "--trigger", "all", "--dry-run")).Succeeded().Out);
        Assert.Equal(
            "1 event redelivered\n",
            (await rig.RunAsync("replay", "--trigger", "all", "--from", "2", "--to", "2", "--rate", "100")).Succeeded().Out);
        await sink.WaitForAsync("e2", 2);
        Assert.Equal(1, sink.Received["e1"]);
    }

    // The commands' clock stands in 2026-11-24; the broker's events are of today, whenever that is.
    [Fact]
    public async Task A_time_ago_is_counted_from_the_commands_clock()
    {
        await using var rig = new CommandRig();
        await using var sink = await FlakySink.StartAsync();
        await (await rig.StartBrokerAsync()).DeliverToAsync(sink.Address, TestContext.Current.CancellationToken);
        (await rig.RunAsync("send-event", "--wait", "{}")).Succeeded();
        rig.Clock.Now = DateTimeOffset.MaxValue.AddDays(-1);
        Assert.Equal(0, (await rig.RunAsync("replay", "--trigger", "all", "--from", "1h", "--dry-run", "-o", "json"))
            .Succeeded()
            .Json()
            .GetProperty("count")
            .GetInt64());
        rig.Clock.Now = DateTimeOffset.UnixEpoch.AddYears(1);
        Assert.Equal(1, (await rig.RunAsync("replay", "--trigger", "all", "--from", "1h", "--dry-run", "-o", "json"))
            .Succeeded()
            .Json()
            .GetProperty("count")
            .GetInt64());
    }

    [Theory]
    [InlineData(2, "--trigger", "")]
    [InlineData(2, "--from", "--trigger all --from yesterday")]
    [InlineData(2, "--to", "--trigger all --to never")]
    [InlineData(2, "--rate", "--trigger all --rate 0")]
    [InlineData(1, "\"none\"", "--trigger none")]
    public async Task What_is_wrong_is_told(int code, string reason, string words)
    {
        await using var rig = new CommandRig();
        await rig.StartBrokerAsync();
        (await rig.RunAsync(["replay", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)])).Failed(code, reason);
    }
}
