using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Events;

public sealed class TraceCommandTests
{
    [Fact]
    public async Task What_became_of_an_event_is_shown()
    {
        await using var rig = new CommandRig();
        await using var sink = await FlakySink.StartAsync();
        await (await rig.StartBrokerAsync()).DeliverToAsync(sink.Address, TestContext.Current.CancellationToken);
        await rig.RunAsync("send-event", "--wait", "--id", "e1", "--source", "/a", "{}");
        await rig.RunAsync("send-event", "--wait", "--id", "e1", "--source", "/b", "{}");
        var text = (await rig.RunAsync("trace", "e1")).Succeeded().Out;
        Assert.Equal(2, text.Split("Outcome of event e1").Length - 1);
        Assert.True(text.Contains("  all -> sink: delivered", StringComparison.Ordinal), text);
        var one = (await rig.RunAsync("trace", "e1", "--source", "/b", "-o", "json")).Succeeded().Json();
        Assert.Equal(1, one.GetArrayLength());
        Assert.Equal("delivered", one[0].GetProperty("deliveries")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task Failed_attempts_and_the_next_one_are_shown_with_their_times()
    {
        await using var rig = new CommandRig();
        await using var sink = await FlakySink.StartAsync();
        (sink.Status, sink.FailFirst, sink.RetryAfter) = (503, 1, TimeSpan.FromMinutes(5));
        await (await rig.StartBrokerAsync()).DeliverToAsync(sink.Address, TestContext.Current.CancellationToken);
        await rig.RunAsync("send-event", "--id", "e1", "{}");
        await sink.WaitForAsync("e1", 1);
        string text;
        do
            text = (await rig.RunAsync("trace", "e1")).Succeeded().Out;
        while (text.Contains("in progress", StringComparison.Ordinal));
        Assert.Matches("  all -> sink: failed, will be retried at \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ: .*503", text);
        await rig.RunAsync("retry");
        await sink.WaitForAsync("e1", 2);
        do
            text = (await rig.RunAsync("trace", "e1")).Succeeded().Out;
        while (!text.Contains("attempt 2", StringComparison.Ordinal));
        Assert.Matches("    attempt 1 failed at \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ: .*503", text);
    }

    [Fact]
    public async Task An_unknown_event_is_named_with_the_way_to_find_one()
    {
        await using var rig = new CommandRig();
        await rig.StartBrokerAsync();
        (await rig.RunAsync("trace", "nothing")).Failed(1, "\"nothing\"", "wasmill watch --last 10");
    }

    [Fact]
    public async Task An_id_is_needed()
    {
        await using var rig = new CommandRig();
        (await rig.RunAsync("trace")).Failed(2);
    }
}
