using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Flows;

public sealed class StopCommandTests
{
    [Fact]
    public async Task A_broker_that_runs_is_stopped_and_one_that_does_not_is_no_error()
    {
        await using var rig = new CommandRig();
        var folder = (await rig.StartBrokerAsync()).Folder;
        Assert.Equal("b is stopped\n", (await rig.RunAsync("stop")).Succeeded().Out);
        Assert.False(folder.IsLocked());
        Assert.Equal("b was stopped already\n", (await rig.RunAsync("stop", "b")).Succeeded().Out);
    }

    [Fact]
    public async Task An_unknown_broker_is_named_and_two_are_too_many()
    {
        await using var rig = new CommandRig();
        rig.MakeBroker();
        (await rig.RunAsync("stop", "c")).Failed(1, "\"c\"");
        (await rig.RunAsync("stop", "b", "c")).Failed(2, "\"c\"");
    }
}
