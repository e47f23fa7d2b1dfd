using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Events;

public sealed class RetryCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("retry")]
    [InlineData("retry all")]
    public async Task Events_whose_target_was_mended_are_delivered_without_waiting_for_their_time(string words)
    {
        await using var rig = new CommandRig();
        await using var sink = await FlakySink.StartAsync();
        sink.Status = 503;
        // Longer than the patience of the test.
        sink.RetryAfter = TimeSpan.FromHours(1);
        await (await rig.StartBrokerAsync()).DeliverToAsync(sink.Address, Cancel);
        (await rig.RunAsync("send-event", "--id", "e1", "{}")).Succeeded();
        await sink.WaitForAsync("e1", 1);
        Assert.Contains("\"wasmill retry\"", (await DescribeUntilWaitingAsync(rig)).Error, StringComparison.Ordinal);

        sink.Status = 202;
        Assert.StartsWith("1 event is retried now", (await rig.RunAsync(words.Split(' '))).Succeeded().Out, StringComparison.Ordinal);
        await sink.WaitForAsync("e1", 2);
    }

    [Fact]
    public async Task Without_waiting_events_nothing_happens_and_it_is_said()
    {
        await using var rig = new CommandRig();
        await using var sink = await FlakySink.StartAsync();
        await (await rig.StartBrokerAsync()).DeliverToAsync(sink.Address, Cancel);
        Assert.Equal("No events are waiting for a retry\n", (await rig.RunAsync("retry")).Succeeded().Out);
        Assert.Equal(0, (await rig.RunAsync("retry", "-o", "json")).Succeeded().Json().GetProperty("count").GetInt64());
    }

    [Fact]
    public async Task An_unknown_trigger_and_a_stopped_broker_are_errors()
    {
        await using var rig = new CommandRig();
        await rig.StartBrokerAsync();
        (await rig.RunAsync("retry", "nothing")).Failed(1, "the trigger \"nothing\" does not exist");
        rig.MakeBroker("c");
        (await rig.RunAsync("retry", "--broker", "c")).Failed(1, "the broker \"c\" is stopped", "wasmill start c");
    }

    // The outcome of an attempt is stored after its answer.
    private static async Task<CommandOutcome> DescribeUntilWaitingAsync(CommandRig rig)
    {
        while (true)
        {
            var outcome = (await rig.RunAsync("describe")).Succeeded();
            if (outcome.Out.Contains("waiting for another attempt", StringComparison.Ordinal))
                return outcome;
            await Task.Delay(10, Cancel);
        }
    }
}
