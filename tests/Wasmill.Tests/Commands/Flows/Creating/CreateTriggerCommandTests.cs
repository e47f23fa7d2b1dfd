using Wasmill.Broker.Engines;
using Wasmill.Client;
using Wasmill.Connectors;
using Wasmill.Flows.Model;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Flows.Creating;

public sealed class CreateTriggerCommandTests
{
    [Fact]
    public async Task One_trigger_is_made_for_each_type()
    {
        await using var rig = await RigAsync();
        var row = (await rig.RunAsync("create", "trigger", "--target", "sink", "--eventTypes", "a,b.*", "c", "--name", "t", "-o", "json"))
            .Succeeded()
            .Json();
        Assert.Equal(["t-1", "t-2", "t-3"], row.GetProperty("names").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(["t-1", "t-2", "t-3"], Triggers(rig).Select(trigger => trigger.Name));
    }

    [Fact]
    public async Task A_name_is_made_of_target_and_filter()
    {
        await using var rig = await RigAsync();
        var outcome = (await rig.RunAsync("create", "trigger", "--target", "sink")).Succeeded();
        Assert.Contains($"Created object name:\t{Assert.Single(Triggers(rig)).Name}\n", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attributes_expressions_and_filters_must_all_hold()
    {
        await using var rig = await RigAsync();
        (await rig.RunWithInputAsync(
            "data: {/n: {gt: 1}}", "create", "trigger", "--target", "sink", "--name", "t", "--attribute", "region=eu", "--attribute",
            "subject=", "--sql", "type LIKE 'a%'", "--filter", "-")).Succeeded();
        Assert.Equal(4, Assert.Single(Triggers(rig)).Filter.Conditions.Count);
    }

    [Fact]
    public async Task How_it_delivers_is_kept()
    {
        await using var rig = await RigAsync();
        (await rig.RunAsync(
            "create", "trigger", "--target", "sink", "--name", "t", "--retry", "5", "--backoff", "linear", "--backoff-delay", "2s",
            "--backoff-max", "1m", "--timeout", "10s", "--dead-letter", "sink", "--concurrency", "4", "--ordering-key", "partitionkey",
            "--rate", "12.5")).Succeeded();
        var stated = Assert.Single(Triggers(rig)).Stated;
        Assert.Equal(
            (5, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10)),
            (stated.Retry, stated.BackoffDelay, stated.BackoffMax, stated.Timeout));
        Assert.Equal(("sink", 4, "partitionkey", 12.5), (stated.DeadLetterTarget, stated.Concurrency, stated.OrderingKey, stated.Rate));
    }

    [Theory]
    [InlineData("beginning")]
    [InlineData("17")]
    [InlineData("10m")]
    [InlineData("2026-11-24T14:50:00Z")]
    public async Task A_trigger_begins_where_it_is_told_to(string from)
    {
        await using var rig = await RigAsync();
        (await rig.RunAsync("create", "trigger", "--target", "sink", "--name", "t", "--from", from)).Succeeded();
        FeedStart expected = from switch
        {
            "beginning" => new FeedStart.Beginning(),
            "17" => new FeedStart.At(17),
            _ => new FeedStart.Since(rig.Clock.Now.AddMinutes(-10)),
        };
        Assert.Equal(expected, Assert.Single(Triggers(rig)).Start);
    }

    [Theory]
    [InlineData(1, "snk", "--target snk")]
    [InlineData(2, "--target", "--eventTypes a")]
    [InlineData(2, "--eventTypes", "--target sink --eventTypes ,")]
    [InlineData(2, "NAME=VALUE", "--target sink --attribute region")]
    [InlineData(2, "column", "--target sink --sql type+")]
    [InlineData(2, "nonsense", "--target sink --filter {nonsense:1}")]
    [InlineData(2, "none.yaml", "--target sink --filter none.yaml")]
    [InlineData(2, "--from", "--target sink --from yesterday")]
    [InlineData(2, "--retry", "--target sink --backoff linear")]
    [InlineData(2, "-1", "--target sink --retry -1")]
    [InlineData(2, "--concurrency", "--target sink --concurrency 1001")]
    [InlineData(2, "--timeout", "--target sink --timeout 0s")]
    [InlineData(2, "--ordering-key", "--target sink --ordering-key Key")]
    [InlineData(2, "--rate", "--target sink --rate 0")]
    [InlineData(1, "none", "--target sink --dead-letter none")]
    [InlineData(2, "\"Wrong\"", "--target sink --name Wrong")]
    public async Task What_is_wrong_is_told_and_nothing_is_made(int code, string reason, string words)
    {
        await using var rig = await RigAsync();
        (await rig.RunAsync(["create", "trigger", .. words.Split(' ')])).Failed(code, reason);
        Assert.Empty(Triggers(rig));
    }

    [Fact]
    public async Task A_trigger_that_can_match_the_replies_of_its_function_is_warned_of()
    {
        await using var rig = await RigAsync();
        (await rig.RunAsync("create", "target", "function", "--from", Checkout.Guest("echo"), "--name", "fn")).Succeeded();
        Assert.Contains(
            "Warning: ",
            (await rig.RunAsync("create", "trigger", "--target", "fn", "--name", "t")).Succeeded().Error,
            StringComparison.Ordinal);
        Assert.Equal("", (await rig.RunAsync("create", "trigger", "--target", "fn", "--name", "u", "--eventTypes", "a")).Succeeded().Error);
    }

    // The broker is stopped: the flow is edited in its folder.
    private static async Task<CommandRig> RigAsync()
    {
        var rig = new CommandRig();
        rig.MakeBroker();
        (await rig.RunAsync("create", "target", "cloudevents", "--endpoint", "http://127.0.0.1:9/", "--name", "sink")).Succeeded();
        return rig;
    }

    private static IReadOnlyList<TriggerConfig> Triggers(CommandRig rig)
        => FlowEdits.Read(rig.Home.Folder("b"), BuiltInKinds.ForEditing).Triggers;
}
