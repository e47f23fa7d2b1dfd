using Wasmill.Client;
using Wasmill.Connectors;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Flows.Deleting;

public sealed class DeleteCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_broker_is_stopped_and_removed_with_everything()
    {
        await using var rig = new CommandRig();
        rig.MakeBroker("a");
        var folder = (await rig.StartBrokerAsync()).Folder;
        Assert.Equal("Deleted broker b\nCurrent broker is \"a\"\n", (await rig.RunAsync("delete", "broker", "b")).Succeeded().Out);
        Assert.False(Directory.Exists(folder.Path));
        Assert.Equal("Deleted broker a\n", (await rig.RunAsync("delete", "broker", "a")).Succeeded().Out);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_target_goes_with_its_triggers_and_a_trigger_alone(bool runs)
    {
        await using var rig = new CommandRig();
        await using var sink = await FlakySink.StartAsync();
        var broker = await rig.StartBrokerAsync();
        await broker.DeliverToAsync(sink.Address, Cancel);
        if (!runs)
            await broker.StopAsync();
        Assert.Equal("Deleted trigger all\n", (await rig.RunAsync("delete", "trigger", "all")).Succeeded().Out);
        Assert.Empty(FlowEdits.Read(broker.Folder, BuiltInKinds.ForEditing).Triggers);
        Assert.Equal("Deleted target sink\n", (await rig.RunAsync("delete", "target", "sink", "--broker", "b")).Succeeded().Out);
        Assert.Empty(FlowEdits.Read(broker.Folder, BuiltInKinds.ForEditing).Targets);
    }

    [Theory]
    [InlineData(1, "\"c\"", "broker b c")]
    [InlineData(1, "\"al\"", "trigger al")]
    [InlineData(1, "\"none\"", "target sink none")]
    [InlineData(2, "", "target")]
    [InlineData(2, "needs a command", "")]
    public async Task With_one_name_that_is_wrong_nothing_is_removed(int code, string reason, string words)
    {
        await using var rig = new CommandRig();
        var broker = await rig.StartBrokerAsync();
        await broker.DeliverToAsync("http://localhost:9/", Cancel);
        (await rig.RunAsync(["delete", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)])).Failed(code, reason);
        var flow = FlowEdits.Read(broker.Folder, BuiltInKinds.ForEditing);
        Assert.Equal((1, 1), (flow.Targets.Count(), flow.Triggers.Count));
    }

    [Fact]
    public async Task What_goes_with_it_is_said()
    {
        await using var rig = new CommandRig();
        var broker = await rig.StartBrokerAsync(engine: "log");
        await broker.DeliverToAsync("http://localhost:9/", Cancel);
        (await rig.RunAsync("create", "trigger", "--target", "sink", "--name", "more", "--eventTypes", "t")).Succeeded();
        Assert.Equal(
            "Deleted target sink and its triggers all and more\n", (await rig.RunAsync("delete", "target", "sink")).Succeeded().Out);
        (await rig.RunAsync("create", "target", "cloudevents", "--name", "sink", "--endpoint", "http://localhost:9/")).Succeeded();
        (await rig.RunAsync("auth", "add", "shop")).Succeeded();
        Assert.Matches(
            @"^Deleted broker b with 1 target, 1 credential and \d+(\.\d)? (bytes|[kM]B) of stored events\n",
            (await rig.RunAsync("delete", "broker", "b")).Succeeded().Out);
    }

    [Theory]
    [InlineData("y\n", true)]
    [InlineData("YES\n", true)]
    [InlineData("n\n", false)]
    [InlineData("\n", false)]
    [InlineData("", false)]
    public async Task On_a_terminal_a_question_comes_first(string answer, bool isDeleted)
    {
        await using var rig = new CommandRig();
        var broker = await rig.StartBrokerAsync();
        await broker.DeliverToAsync("http://localhost:9/", Cancel);
        foreach (var (words, question) in ((string[], string)[])[
            (["target", "sink"], "Delete target sink and its trigger all? [y/N] "),
            (["broker", "b"], isDeleted ? "Delete broker b? This" : "Delete broker b with 1 trigger and 1 target? This")])
        {
            var outcome = await rig.TypeAsync(answer, ["delete", .. words]);
            Assert.StartsWith(question, outcome.Error, StringComparison.Ordinal);
            if (isDeleted)
                outcome.Succeeded();
            else
                outcome.Failed(1, "nothing was deleted");
        }

        Assert.Equal(!isDeleted, broker.Folder.Exists);
    }

    [Fact]
    public async Task Events_that_a_trigger_has_not_delivered_are_counted_in_the_question()
    {
        await using var rig = new CommandRig();
        var broker = await rig.StartBrokerAsync();
        (await rig.TypeAsync("", "delete", "trigger", "none")).Failed(1, "\"none\" does not exist");
        await broker.DeliverToAsync("http://localhost:9/", Cancel);
        (await rig.RunAsync("send-event", "--wait", "--timeout", "0.1", "{}")).EndedWith(1);
        var asked = (await rig.TypeAsync("n\n", "delete", "trigger", "all")).Failed(1, "nothing was deleted");
        Assert.StartsWith(
            "Delete trigger all? 1 undelivered event will not be delivered. [y/N] ", asked.Error, StringComparison.Ordinal);
        Assert.Equal("Deleted trigger all\n", (await rig.TypeAsync("", "delete", "trigger", "all", "--yes")).Succeeded().Out);
    }

    [Fact]
    public async Task Json_has_the_triggers_that_went_with_a_target()
    {
        await using var rig = new CommandRig();
        var broker = await rig.StartBrokerAsync();
        await broker.DeliverToAsync("http://localhost:9/", Cancel);
        var row = (await rig.RunAsync("delete", "target", "sink", "-o", "json")).Succeeded().Json();
        Assert.Equal(
            ("target", "sink", "all"),
            (row.GetProperty("kind").GetString(), row.GetProperty("names")[0].GetString(), row.GetProperty("triggers")[0].GetString()));
        Assert.Equal(
            "b", (await rig.RunAsync("delete", "broker", "b", "-o", "json")).Succeeded().Json().GetProperty("names")[0].GetString());
    }
}
