using Wasmill.Client;
using Wasmill.Connectors;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Flows;

public sealed class DeleteCommandTests
{
    [Fact]
    public async Task A_broker_is_stopped_and_removed_with_everything()
    {
        await using var rig = new CommandRig();
        rig.MakeBroker("a");
        var folder = (await rig.StartBrokerAsync()).Folder;
        Assert.Equal("Deleted broker b\nActive broker is \"a\"\n", (await rig.RunAsync("delete", "broker", "b")).Succeeded().Out);
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
        await broker.DeliverToAsync(sink.Address, TestContext.Current.CancellationToken);
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
    [InlineData(2, "a command is missing", "")]
    public async Task With_one_name_that_is_wrong_nothing_is_removed(int code, string reason, string words)
    {
        await using var rig = new CommandRig();
        var broker = await rig.StartBrokerAsync();
        await broker.DeliverToAsync("http://localhost:9/", TestContext.Current.CancellationToken);
        (await rig.RunAsync(["delete", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)])).Failed(code, reason);
        var flow = FlowEdits.Read(broker.Folder, BuiltInKinds.ForEditing);
        Assert.Equal((1, 1), (flow.Targets.Count(), flow.Triggers.Count));
    }
}
